/// The life of one queued item: a pure value that every event goes through.
///
/// An item is held by one agent at a time, under a token; it is never lost, because a hold ends at its deadline; and it
/// is tried again by the kind of its failures, as long as the budget of that kind lasts. Time comes in as a value.
public struct ItemLifecycle: Sendable, Hashable {
    public internal(set) var state: ItemState
    /// How many attempts have begun.
    public internal(set) var attempt: Int
    /// The present hold; there is one exactly while the state is leased or running.
    public internal(set) var lease: ItemLease?
    /// The token of the hold that an agent's report ended last, so that the same report is known when it comes again.
    /// There is none after a hold that ran out or was taken away.
    public internal(set) var lastToken: LeaseToken?
    /// The item waits at least until then, in milliseconds.
    public internal(set) var notBefore: Int64
    /// Attempts that failed, by kind, since the item was enqueued or retried by a person.
    public internal(set) var failures: RetryBudget
    public let budget: RetryBudget
    /// How many started attempts the run of the next one goes on from.
    public internal(set) var resumeCount: Int
    /// Whether a person wants the running job to end.
    public internal(set) var isCancelRequested: Bool

    /// A new item.
    public init(budget: RetryBudget = RetryBudget()) {
        self.init(
            state: .waiting, attempt: 0, lease: nil, lastToken: nil, notBefore: 0, failures: .none, budget: budget,
            resumeCount: 0, isCancelRequested: false)
    }

    /// An item as it was kept.
    public init(
        state: ItemState, attempt: Int, lease: ItemLease?, lastToken: LeaseToken?, notBefore: Int64,
        failures: RetryBudget, budget: RetryBudget, resumeCount: Int, isCancelRequested: Bool
    ) {
        self.state = state
        self.attempt = attempt
        self.lease = lease
        self.lastToken = lastToken
        self.notBefore = notBefore
        self.failures = failures
        self.budget = budget
        self.resumeCount = resumeCount
        self.isCancelRequested = isCancelRequested
    }

    /// Lets an event happen.
    ///
    /// - Parameter now: the time in milliseconds; it need not grow from event to event.
    public mutating func apply(_ event: ItemEvent, at now: Int64) -> ItemAnswer {
        switch state {
        case .waiting: applyWaiting(event, now)
        case .leased, .running: applyHeld(event, now)
        case .finished, .failed, .cancelled: applyEnded(event)
        }
    }

    // MARK: Waiting

    private mutating func applyWaiting(_ event: ItemEvent, _ now: Int64) -> ItemAnswer {
        switch event {
        case .lease(let token, let agent, let deadline):
            guard now >= notBefore else { return .refused(.tooEarly(notBefore)) }
            let lease = ItemLease(token: token, agent: agent, deadline: deadline)
            state = .leased
            attempt += 1
            self.lease = lease
            notBefore = 0
            return .accepted([.beginAttempt(number: attempt, lease)])
        case .cancel:
            state = .cancelled
            return .accepted([.end(.cancelled)])
        case .retry:
            guard now < notBefore else { return .unchanged }
            notBefore = 0
            return .accepted([.waitAgain(from: now)])
        case .expire: return .unchanged
        case .renew, .started, .finished, .failed, .released, .stopped, .warned: return late(event)
        }
    }

    // MARK: Held

    private mutating func applyHeld(_ event: ItemEvent, _ now: Int64) -> ItemAnswer {
        guard let lease else { return .stale }
        if let token = event.token, token != lease.token { return .stale }
        switch event {
        case .lease: return .refused(.held)
        case .renew(_, let deadline):
            self.lease?.deadline = deadline
            return .accepted([])
        case .started:
            guard state == .leased else { return .repeated }
            state = .running
            return .accepted([])
        case .finished: return end(lease, as: .finished, .finished, isReported: true)
        case .failed(_, let kind): return fail(lease, kind, now, isReported: true)
        case .released:
            guard state == .leased else { return .refused(.begun) }
            let closed = close(lease, as: .released, isReported: true)
            state = .waiting
            return .accepted([closed, .waitAgain(from: now)])
        case .stopped: return end(lease, as: .cancelled, .cancelled, isReported: true)
        case .warned: return .accepted([])
        case .expire: return now < lease.deadline ? .unchanged : fail(lease, .infrastructure, now, isReported: false)
        case .cancel:
            // Nothing has begun: what the agent may be about to begin is cut off with its key.
            guard state == .running else { return end(lease, as: .cancelled, .cancelled, isReported: false) }
            guard !isCancelRequested else { return .unchanged }
            isCancelRequested = true
            return .accepted([.askAgentToStop(lease)])
        case .retry: return .unchanged
        }
    }

    private mutating func end(
        _ lease: ItemLease, as state: ItemState, _ end: AttemptEnd, isReported: Bool
    ) -> ItemAnswer {
        let closed = close(lease, as: end, isReported: isReported)
        self.state = state
        return .accepted([closed, .end(state)])
    }

    private mutating func close(_ lease: ItemLease, as end: AttemptEnd, isReported: Bool) -> ItemAction {
        self.lease = nil
        lastToken = isReported ? lease.token : nil
        return .endAttempt(number: attempt, lease, end)
    }

    private mutating func fail(
        _ lease: ItemLease, _ kind: RetryKind, _ now: Int64, isReported: Bool
    ) -> ItemAnswer {
        let hadStarted = state == .running
        let closed = close(lease, as: .failed(kind), isReported: isReported)
        if isCancelRequested {
            state = .cancelled
            return .accepted([closed, .end(.cancelled)])
        }
        failures[kind] += 1
        guard failures[kind] <= budget[kind] else {
            state = .failed
            return .accepted([closed, .end(.failed)])
        }
        state = .waiting
        notBefore = now + RetryBudget.backoff(after: failures[kind], of: kind)
        // A program that failed starts anew; one that was cut off goes on.
        guard kind != .error else {
            resumeCount = 0
            return .accepted([closed, .forgetRun, .waitAgain(from: notBefore)])
        }
        if hadStarted { resumeCount += 1 }
        return .accepted([closed, .waitAgain(from: notBefore)])
    }

    // MARK: Ended

    private mutating func applyEnded(_ event: ItemEvent) -> ItemAnswer {
        switch event {
        case .lease: return .refused(.ended)
        case .expire, .cancel: return .unchanged
        case .retry:
            state = .waiting
            notBefore = 0
            failures = .none
            resumeCount = 0
            isCancelRequested = false
            return .accepted([.forgetRun, .waitAgain(from: 0)])
        case .renew, .started, .finished, .failed, .released, .stopped, .warned: return late(event)
        }
    }

    /// A report on a hold that is over: the end of the last one may be reported again, because the answer may have got
    /// lost; anything else comes too late.
    private func late(_ event: ItemEvent) -> ItemAnswer {
        guard let token = event.token, token == lastToken else { return .stale }
        switch event {
        case .finished, .failed, .released, .stopped: return .repeated
        case .renew, .started, .warned, .lease, .expire, .cancel, .retry: return .stale
        }
    }
}
