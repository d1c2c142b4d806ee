import RoostQueue
import Testing

/// Every event in every state.
@Suite struct ItemLifecycleTests {
    private static let token = LeaseToken(value: 7)
    private static let other = LeaseToken(value: 8)
    private static let now: Int64 = 1_000_000

    /// What is expected of an event: the answer's kind and the state after it.
    private struct Outcome: Equatable {
        enum Kind: Equatable { case accepted, repeated, unchanged, stale, held, ended, begun, early }
        let kind: Kind
        let state: ItemState

        init(_ kind: Kind, _ state: ItemState) {
            self.kind = kind
            self.state = state
        }

        init(of answer: ItemAnswer, _ state: ItemState) {
            self.state = state
            kind =
                switch answer {
                case .accepted: .accepted
                case .repeated: .repeated
                case .unchanged: .unchanged
                case .stale: .stale
                case .refused(.held): .held
                case .refused(.ended): .ended
                case .refused(.begun): .begun
                case .refused(.tooEarly): .early
                }
        }
    }

    /// Every event that an agent can report with a token, and the others.
    private static func reports(_ token: LeaseToken) -> [(name: String, event: ItemEvent)] {
        [
            ("renew", .renew(token, deadline: now + 9)), ("started", .started(token)), ("finished", .finished(token)),
            ("infrastructure", .failed(token, .infrastructure)), ("preempted", .failed(token, .preempted)),
            ("error", .failed(token, .error)), ("released", .released(token)), ("stopped", .stopped(token)),
            ("warned", .warned(token)),
        ]
    }

    private static let others: [(name: String, event: ItemEvent)] = [
        ("lease", .lease(other, agent: 2, deadline: now + 30_000)), ("expire", .expire), ("cancel", .cancel),
        ("retry", .retry),
    ]

    private static func item(_ state: ItemState) -> ItemLifecycle {
        var item = ItemLifecycle()
        guard state != .waiting else { return item }
        if state == .cancelled {
            _ = item.apply(.cancel, at: now - 10)
            return item
        }
        _ = item.apply(.lease(token, agent: 1, deadline: now + 30_000), at: now - 10)
        if state == .leased { return item }
        _ = item.apply(.started(token), at: now - 5)
        switch state {
        case .finished: _ = item.apply(.finished(token), at: now - 1)
        case .failed: _ = item.apply(.failed(token, .error), at: now - 1)
        case .waiting, .leased, .running, .cancelled: break
        }
        return item
    }

    private static func outcome(_ state: ItemState, _ event: ItemEvent) -> Outcome {
        var item = item(state)
        let answer = item.apply(event, at: now)
        return Outcome(of: answer, item.state)
    }

    private static let expected: [ItemState: [String: Outcome]] = [
        .waiting: [
            "lease": Outcome(.accepted, .leased), "expire": Outcome(.unchanged, .waiting),
            "cancel": Outcome(.accepted, .cancelled), "retry": Outcome(.unchanged, .waiting),
        ],
        .leased: [
            "lease": Outcome(.held, .leased), "expire": Outcome(.unchanged, .leased),
            "cancel": Outcome(.accepted, .cancelled), "retry": Outcome(.unchanged, .leased),
            "renew": Outcome(.accepted, .leased), "started": Outcome(.accepted, .running),
            "finished": Outcome(.accepted, .finished), "infrastructure": Outcome(.accepted, .waiting),
            "preempted": Outcome(.accepted, .waiting), "error": Outcome(.accepted, .failed),
            "released": Outcome(.accepted, .waiting), "stopped": Outcome(.accepted, .cancelled),
            "warned": Outcome(.accepted, .leased),
        ],
        .running: [
            "lease": Outcome(.held, .running), "expire": Outcome(.unchanged, .running),
            "cancel": Outcome(.accepted, .running), "retry": Outcome(.unchanged, .running),
            "renew": Outcome(.accepted, .running), "started": Outcome(.repeated, .running),
            "finished": Outcome(.accepted, .finished), "infrastructure": Outcome(.accepted, .waiting),
            "preempted": Outcome(.accepted, .waiting), "error": Outcome(.accepted, .failed),
            "released": Outcome(.begun, .running), "stopped": Outcome(.accepted, .cancelled),
            "warned": Outcome(.accepted, .running),
        ],
        .finished: ended(.finished, reported: true), .failed: ended(.failed, reported: true),
        .cancelled: ended(.cancelled, reported: false),
    ]

    /// An end that an agent reported may be reported again; nothing else moves the item but a person.
    private static func ended(_ state: ItemState, reported: Bool) -> [String: Outcome] {
        var table: [String: Outcome] = [
            "lease": Outcome(.ended, state), "expire": Outcome(.unchanged, state),
            "cancel": Outcome(.unchanged, state), "retry": Outcome(.accepted, .waiting),
        ]
        for (name, _) in reports(token) {
            let isEnd = !["renew", "started", "warned"].contains(name)
            table[name] = Outcome(reported && isEnd ? .repeated : .stale, state)
        }
        return table
    }

    @Test(arguments: ItemState.allCases)
    func everyEventInEveryState(_ state: ItemState) throws {
        let table = try #require(Self.expected[state])
        for (name, event) in Self.others + Self.reports(Self.token) {
            // A waiting item has never been held, so that every token is a stranger's.
            let expected = table[name] ?? Outcome(.stale, .waiting)
            #expect(Self.outcome(state, event) == expected, "\(state) \(name)")
        }
        for (name, event) in Self.reports(Self.other) {
            #expect(Self.outcome(state, event) == Outcome(.stale, state), "\(state) \(name) by a stranger")
        }
    }

    @Test func noEventIsForgotten() {
        // Fails to compile when an event is added, so that it is put into the tables above.
        func isListed(_ event: ItemEvent) -> Bool {
            switch event {
            case .lease, .renew, .started, .finished, .failed, .released, .stopped, .warned, .expire, .cancel, .retry:
                true
            }
        }
        #expect((Self.others + Self.reports(Self.token)).allSatisfy { isListed($0.event) })
        #expect(Self.expected.count == ItemState.allCases.count)
    }

    @Test func holdsRunOutAtTheirDeadline() {
        var item = Self.item(.running)
        #expect(item.apply(.expire, at: Self.now + 29_999) == .unchanged)
        let lease = ItemLease(token: Self.token, agent: 1, deadline: Self.now + 30_000)
        #expect(
            item.apply(.expire, at: Self.now + 30_000)
                == .accepted([
                    .endAttempt(number: 1, lease, .failed(.infrastructure)), .waitAgain(from: Self.now + 31_000),
                ]))
        #expect(item.state == .waiting && item.resumeCount == 1 && item.lease == nil)
        // What the agent says now comes too late, even the end of the job.
        #expect(item.apply(.finished(Self.token), at: Self.now + 30_001) == .stale)
        #expect(
            item.apply(.lease(Self.other, agent: 2, deadline: .max), at: Self.now + 30_999)
                == .refused(.tooEarly(Self.now + 31_000)))
        #expect(item.apply(.lease(Self.other, agent: 2, deadline: .max), at: Self.now + 31_000).isAccepted)
        #expect(item.attempt == 2)
    }

    @Test func budgetsAreCountedByKind() {
        var item = ItemLifecycle(budget: RetryBudget(infrastructure: 2, preempted: 1, error: 1))
        var waits: [Int64] = []
        var serial: UInt64 = 100
        for kind in [RetryKind.infrastructure, .preempted, .error, .infrastructure, .infrastructure] {
            #expect(item.state == .waiting)
            serial += 1
            let token = LeaseToken(value: serial)
            _ = item.apply(.lease(token, agent: 1, deadline: .max), at: 1_000_000)
            _ = item.apply(.started(token), at: 0)
            _ = item.apply(.failed(token, kind), at: 0)
            waits.append(item.notBefore)
        }
        #expect(waits == [1_000, 0, 1_000, 2_000, 0])
        #expect(item.state == .failed)
        // The error made the next attempt start anew.
        #expect(item.resumeCount == 1)
    }

    @Test func backoffDoublesUpToAMinute() {
        let waits = (1...9).map { RetryBudget.backoff(after: $0, of: .infrastructure) }
        #expect(waits == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
        #expect(RetryBudget.backoff(after: 5, of: .preempted) == 0)
        #expect(RetryBudget.backoff(after: 1_000_000, of: .error) == 60_000)
    }

    @Test func aCancelledRunEndsWhateverItsAgentSays() {
        for end in [
            ItemEvent.failed(Self.token, .infrastructure), .failed(Self.token, .preempted), .stopped(Self.token),
        ] {
            var item = Self.item(.running)
            let lease = ItemLease(token: Self.token, agent: 1, deadline: Self.now + 30_000)
            #expect(item.apply(.cancel, at: Self.now) == .accepted([.askAgentToStop(lease)]))
            #expect(item.apply(.cancel, at: Self.now) == .unchanged)
            #expect(item.apply(end, at: Self.now).isAccepted)
            #expect(item.state == .cancelled)
        }
        var item = Self.item(.running)
        _ = item.apply(.cancel, at: Self.now)
        _ = item.apply(.expire, at: Self.now + 40_000)
        #expect(item.state == .cancelled)
    }

    @Test func aPersonsRetryStartsAnew() {
        var item = Self.item(.failed)
        #expect(item.apply(.retry, at: Self.now) == .accepted([.forgetRun, .waitAgain(from: 0)]))
        #expect(item.failures == .none && item.attempt == 1)
        var waiting = Self.item(.leased)
        _ = waiting.apply(.failed(Self.token, .infrastructure), at: Self.now)
        #expect(waiting.apply(.retry, at: Self.now) == .accepted([.waitAgain(from: Self.now)]))
        #expect(waiting.apply(.lease(Self.other, agent: 1, deadline: .max), at: Self.now).isAccepted)
    }

    @Test func tokensAreSixteenDigits() {
        #expect(LeaseToken(value: 255).text == "00000000000000ff")
        #expect(LeaseToken("00000000000000ff") == LeaseToken(value: 255))
        for text in ["", "ff", "00000000000000FF", "+0000000000000ff", "00000000000000fg"] {
            #expect(LeaseToken(text) == nil, "\(text)")
        }
        #expect(LeaseToken.random() != LeaseToken.random())
    }
}
