import Foundation
import Testing

@testable import RoostAPI

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 3, baseDelaySeconds: 2, maximumDelaySeconds: 5, deadlineSeconds: 100)

    private func decide(
        _ failure: RetryPolicy.Failure, attempts: Int = 1, elapsed: Double = 0, random: Double = 1
    ) -> RetryPolicy.Decision {
        policy.decide(after: failure, attempts: attempts, elapsedSeconds: elapsed, random: random)
    }

    @Test func delaysDoubleUpToTheirBoundAndAreDrawnBelowIt() {
        #expect(decide(.network, attempts: 1) == .retry(afterSeconds: 2))
        #expect(decide(.network, attempts: 2) == .retry(afterSeconds: 4))
        #expect(decide(.network, attempts: 3) == .retry(afterSeconds: 5))
        #expect(decide(.network, attempts: 2, random: 0.25) == .retry(afterSeconds: 1))
        #expect(decide(.network, attempts: 1, random: 0) == .retry(afterSeconds: 0))
        #expect(policy.ceiling(ofRetry: 1000) == 5)
    }

    @Test func givesUpAfterItsRetriesAndItsDeadline() {
        #expect(decide(.network, attempts: 4) == .giveUp)
        #expect(decide(.network, attempts: 1, elapsed: 97.9) == .retry(afterSeconds: 2))
        #expect(decide(.network, attempts: 1, elapsed: 98) == .giveUp)
        #expect(RetryPolicy.none.decide(after: .network, attempts: 1, elapsedSeconds: 0, random: 0) == .giveUp)
        #expect(policy.limited(toSeconds: 7).deadlineSeconds == 7)
        #expect(policy.limited(toSeconds: 7).attemptTimeoutSeconds == 7)
    }

    @Test func theServersWishReplacesTheDelayWithinItsBound() {
        #expect(decide(.status(429, retryAfterSeconds: 3), random: 0) == .retry(afterSeconds: 3))
        #expect(decide(.status(503, retryAfterSeconds: 3600)) == .retry(afterSeconds: 5))
        #expect(decide(.status(503, retryAfterSeconds: nil), random: 0.5) == .retry(afterSeconds: 1))
    }

    @Test(arguments: [400, 401, 403, 404, 409, 410, 413, 422, 501])
    func someRefusalsAreFinal(status: Int) {
        #expect(decide(.status(status, retryAfterSeconds: nil)) == .giveUp)
    }

    @Test(arguments: [408, 429, 500, 502, 503, 504])
    func othersPass(status: Int) {
        #expect(decide(.status(status, retryAfterSeconds: nil)) == .retry(afterSeconds: 2))
    }

    @Test func aConflictPassesWhenARunIsCreated() {
        let failure = RetryPolicy.Failure.status(409, retryAfterSeconds: nil)
        #expect(
            RetryPolicy.upsertRun.decide(after: failure, attempts: 1, elapsedSeconds: 0, random: 1)
                == .retry(afterSeconds: 2))
    }

    @Test func readsRetryAfterAsSecondsOrDate() {
        let now = Date(timeIntervalSince1970: 784_111_770)
        #expect(RetryAfter.seconds("120", now: now) == 120)
        #expect(RetryAfter.seconds(" 1.5 ", now: now) == 1.5)
        #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:49:37 GMT", now: now) == 7)
        #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:49:00 GMT", now: now) == 0)
        for text in ["", "-1", "soon", "nan", "Sun, 06 Xyz 1994 08:49:37 GMT"] {
            #expect(RetryAfter.seconds(text, now: now) == nil, "\(text)")
        }
    }
}
