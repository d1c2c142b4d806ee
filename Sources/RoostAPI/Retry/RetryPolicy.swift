/// When a failed request is tried again, and after how long.
///
/// A pure value: it is asked after each failure and answers; whoever asks does the waiting.
/// The delay before retry *n* is drawn evenly from zero to `min(maximumDelaySeconds, baseDelaySeconds * 2^n)`
/// ("full jitter"), so that many clients which failed together do not come back together. A `Retry-After` of the
/// server replaces it.
public struct RetryPolicy: Sendable, Hashable {
    /// How many times a request may be tried again after its first attempt.
    public var retries: Int
    /// The upper bound of the first delay.
    public var baseDelaySeconds: Double
    /// The upper bound of every delay, and of what a server may ask for with `Retry-After`.
    public var maximumDelaySeconds: Double
    /// The time that one attempt may take.
    public var attemptTimeoutSeconds: Double
    /// The time, counted from the first attempt, after which nothing is tried again.
    public var deadlineSeconds: Double
    /// The client-error statuses that are final. Every other 4xx, every 5xx and every network error is retried.
    public var finalStatuses: Set<Int>

    public init(
        retries: Int, baseDelaySeconds: Double = 2, maximumDelaySeconds: Double = 60,
        attemptTimeoutSeconds: Double = 30, deadlineSeconds: Double = .infinity,
        finalStatuses: Set<Int> = RetryPolicy.usualFinalStatuses
    ) {
        self.retries = retries
        self.baseDelaySeconds = baseDelaySeconds
        self.maximumDelaySeconds = maximumDelaySeconds
        self.attemptTimeoutSeconds = attemptTimeoutSeconds
        self.deadlineSeconds = deadlineSeconds
        self.finalStatuses = finalStatuses
    }

    /// What an attempt met.
    public enum Failure: Sendable, Hashable {
        /// An answer with a status that is not 2xx; the seconds of its `Retry-After` where it has one.
        case status(Int, retryAfterSeconds: Double?)
        /// No answer: refused or lost connection, time-out, name not found.
        case network
    }

    public enum Decision: Sendable, Hashable {
        case retry(afterSeconds: Double)
        case giveUp
    }

    /// What to do after `attempts` attempts have failed.
    ///
    /// - Parameters:
    ///   - failure: what the last attempt met.
    ///   - attempts: how many attempts there were, at least 1.
    ///   - elapsedSeconds: the time since the first attempt began.
    ///   - random: a number from 0 to 1 that places the delay within its range.
    public func decide(
        after failure: Failure, attempts: Int, elapsedSeconds: Double, random: Double
    ) -> Decision {
        guard attempts <= retries, isRetryable(failure) else { return .giveUp }
        let delay: Double
        if case .status(_, let seconds?) = failure {
            delay = min(max(seconds, 0), maximumDelaySeconds)
        } else {
            delay = random * ceiling(ofRetry: attempts - 1)
        }
        return elapsedSeconds + delay < deadlineSeconds ? .retry(afterSeconds: delay) : .giveUp
    }

    /// The longest delay before retry `retry`, counted from 0.
    public func ceiling(ofRetry retry: Int) -> Double {
        // Beyond 2^30 the cap has long been reached.
        min(maximumDelaySeconds, baseDelaySeconds * Double(1 << min(max(retry, 0), 30)))
    }

    private func isRetryable(_ failure: Failure) -> Bool {
        switch failure {
        case .network: true
        case .status(let status, _): status >= 400 && !finalStatuses.contains(status)
        }
    }
}

extension RetryPolicy {
    /// Statuses by which a server says "no" rather than "not now".
    public static let usualFinalStatuses: Set<Int> = [400, 401, 403, 404, 409, 410, 413, 422, 501]

    /// One attempt only.
    public static let none = RetryPolicy(retries: 0)
    /// Questions and small changes.
    public static let graphQL = RetryPolicy(retries: 20)
    /// Creating or updating a run: a conflict (409) passes by itself.
    public static let upsertRun = RetryPolicy(retries: 20, finalStatuses: usualFinalStatuses.subtracting([409]))
    /// The stream of a run's data, which outlives a server's long absence (about a week).
    public static let fileStream = RetryPolicy(retries: 10_085, attemptTimeoutSeconds: 180)
    /// Uploads and downloads of files, which take the time that they need.
    public static let transfer = RetryPolicy(retries: 20, attemptTimeoutSeconds: 86_400, finalStatuses: allClientErrors)

    /// Every 4xx but "too many requests" and "request time-out".
    public static let allClientErrors = Set(400...499).subtracting([408, 429])

    /// The same policy with its own deadline, for example that of `Run(...)`.
    public func limited(toSeconds seconds: Double) -> RetryPolicy {
        var policy = self
        policy.deadlineSeconds = min(deadlineSeconds, seconds)
        policy.attemptTimeoutSeconds = min(attemptTimeoutSeconds, seconds)
        return policy
    }
}
