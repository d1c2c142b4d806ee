/// What happens to an item. Whatever an agent reports carries the token of its lease.
public enum ItemEvent: Sendable, Hashable {
    /// An agent takes the item until `deadline` (milliseconds).
    case lease(LeaseToken, agent: Int64, deadline: Int64)
    /// The agent is alive; its hold now ends at `deadline`.
    case renew(LeaseToken, deadline: Int64)
    /// The job was started.
    case started(LeaseToken)
    /// The job ended well.
    case finished(LeaseToken)
    /// The job ended badly, or could not be started.
    case failed(LeaseToken, RetryKind)
    /// The agent gives the item back without having started it.
    case released(LeaseToken)
    /// The agent ended the job because a person asked for it.
    case stopped(LeaseToken)
    /// The agent has something to say that changes nothing.
    case warned(LeaseToken)
    /// Time has passed: a hold whose deadline is over ends.
    case expire
    /// A person wants the item to end.
    case cancel
    /// A person wants the item, which ended or waits after a failure, to be tried now.
    case retry

    /// The token that the event carries, if it is an agent's.
    public var token: LeaseToken? {
        switch self {
        case .lease, .expire, .cancel, .retry: nil
        case .renew(let token, _), .started(let token), .finished(let token), .failed(let token, _),
            .released(let token), .stopped(let token), .warned(let token):
            token
        }
    }
}

/// How an attempt ended.
public enum AttemptEnd: Sendable, Hashable {
    case finished
    case failed(RetryKind)
    case released
    case cancelled

    /// A short name, which is kept.
    public var name: String {
        switch self {
        case .finished: "finished"
        case .failed(let kind): kind.rawValue
        case .released: "released"
        case .cancelled: "cancelled"
        }
    }
}

/// What follows from an event, to be done in the same transaction.
public enum ItemAction: Sendable, Hashable {
    /// An attempt begins: make its key.
    case beginAttempt(number: Int, ItemLease)
    /// The attempt is over: revoke its key.
    case endAttempt(number: Int, ItemLease, AttemptEnd)
    /// The item waits again, until `time` (milliseconds) at least.
    case waitAgain(from: Int64)
    /// The next attempt must not go on with the run of the earlier ones.
    case forgetRun
    /// The agent that holds the item must end its job.
    case askAgentToStop(ItemLease)
    /// The item has reached its last state.
    case end(ItemState)
}

/// What became of an event.
public enum ItemAnswer: Sendable, Hashable {
    /// It changed the item (or, for a warning, was noted); the actions are to be done.
    case accepted([ItemAction])
    /// It was accepted before; nothing changed.
    case repeated
    /// It is right, but nothing follows from it now.
    case unchanged
    /// Its token is not that of the present lease: nothing changed.
    case stale
    /// It does not fit the item's state: nothing changed.
    case refused(ItemRefusal)

    /// Whether whoever sent the event may go on in the belief that it holds.
    public var isAccepted: Bool {
        switch self {
        case .accepted, .repeated, .unchanged: true
        case .stale, .refused: false
        }
    }

    public var actions: [ItemAction] {
        if case .accepted(let actions) = self { actions } else { [] }
    }
}

/// Why an event does not fit.
public enum ItemRefusal: Sendable, Hashable {
    /// Somebody holds the item.
    case held
    /// The item waits for a time that has not come.
    case tooEarly(Int64)
    /// The item has ended.
    case ended
    /// The job was started, so it cannot be given back as if it had not been.
    case begun
}
