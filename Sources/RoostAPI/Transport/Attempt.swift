import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A request as it is sent again and again.
struct Attempt: Sendable {
    /// How messages name the request, for example `UpsertBucket`.
    let name: String
    let policy: RetryPolicy
    /// Makes the request afresh: a body that streams from a file starts over.
    let request: @Sendable () throws(APIError) -> HTTPClientRequest
    /// Says whether another attempt makes sense while one is being waited for, for example when a run has ended.
    var onRetry: (@Sendable (_ cause: String, _ delaySeconds: Double) -> Void)?
}

/// A successful answer.
struct Answer: Sendable {
    let headers: HTTPHeaders
    let body: ByteBuffer
}

extension APIClient {
    /// Sends a request until it succeeds, is refused, or the policy gives up.
    func perform(_ attempt: Attempt) async throws(APIError) -> Answer {
        try await perform(attempt) { (response) async throws in
            Answer(headers: response.headers, body: try await response.body.collect(upTo: APILimits.responseBytes))
        }
    }

    /// As above, with a body that the caller reads. What `read` throws counts as a lost connection, except an
    /// ``APIError``, which is final.
    func perform<Result: Sendable>(
        _ attempt: Attempt, read: @Sendable (HTTPClientResponse) async throws -> Result
    ) async throws(APIError) -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        var attempts = 0
        while true {
            attempts += 1
            let failure: RetryPolicy.Failure
            let cause: String
            switch try await once(attempt, read: read) {
            case .success(let result): return result
            case .status(let status, let message, let retryAfter):
                failure = .status(status, retryAfterSeconds: retryAfter)
                cause = "status \(status): \(message)"
            case .network(let reason):
                failure = .network
                cause = reason
            }
            let elapsed = (clock.now - start).inSeconds
            switch attempt.policy.decide(
                after: failure, attempts: attempts, elapsedSeconds: elapsed, random: .random(in: 0...1))
            {
            case .retry(let delay):
                attempt.onRetry?(cause, delay)
                do {
                    try await Task.sleep(for: .seconds(delay))
                } catch {
                    throw .cancelled(request: attempt.name)
                }
            case .giveUp:
                throw finalError(attempt, failure: failure, cause: cause, attempts: attempts)
            }
        }
    }

    private enum Outcome<Result> {
        case success(Result)
        case status(Int, message: String, retryAfterSeconds: Double?)
        case network(String)
    }

    private func once<Result: Sendable>(
        _ attempt: Attempt, read: @Sendable (HTTPClientResponse) async throws -> Result
    ) async throws(APIError) -> Outcome<Result> {
        let request = try attempt.request()
        let limit = TimeAmount.milliseconds(Int64(min(attempt.policy.attemptTimeoutSeconds, 86_400) * 1000))
        do {
            let response = try await http.execute(request, timeout: limit)
            if (200..<300).contains(response.status.code) {
                return .success(try await read(response))
            }
            // A body that is too long or breaks off still leaves the status.
            let body = try? await response.body.collect(upTo: APILimits.chunkBytes)
            let retryAfter = response.headers.first(name: "Retry-After").flatMap {
                RetryAfter.seconds($0, now: Date())
            }
            let message = ServerMessage.text(
                of: body.map { Array($0.readableBytesView) } ?? [], fallback: response.status.reasonPhrase)
            return .status(Int(response.status.code), message: message, retryAfterSeconds: retryAfter)
        } catch let error as APIError {
            throw error
        } catch is CancellationError {
            throw .cancelled(request: attempt.name)
        } catch let error as HTTPClientError where error == .cancelled {
            throw .cancelled(request: attempt.name)
        } catch {
            return .network(NetworkFailure.text(of: error, endpoint: request.url))
        }
    }

    private func finalError(
        _ attempt: Attempt, failure: RetryPolicy.Failure, cause: String, attempts: Int
    ) -> APIError {
        guard case .status(let status, _) = failure, attempt.policy.finalStatuses.contains(status) || status < 400
        else { return .unreachable(request: attempt.name, attempts: attempts, cause: cause) }
        let message = String(cause.dropFirst("status \(status): ".count))
        return status == 401 || status == 403
            ? .unauthenticated(request: attempt.name, status: status, message: message)
            : .refused(request: attempt.name, status: status, message: message)
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
