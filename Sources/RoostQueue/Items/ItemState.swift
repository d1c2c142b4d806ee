/// Where a queued item stands.
public enum ItemState: String, Sendable, Hashable, CaseIterable {
    /// Waits for an agent.
    case waiting
    /// Given to an agent that has not started it yet.
    case leased
    /// Started by the agent that holds it.
    case running
    /// Ended well.
    case finished
    /// Ended badly, and no attempt is left.
    case failed
    /// Ended because a person asked for it.
    case cancelled

    /// Whether nothing more happens to the item by itself.
    public var isEnded: Bool {
        switch self {
        case .waiting, .leased, .running: false
        case .finished, .failed, .cancelled: true
        }
    }

    /// Whether an agent holds the item.
    public var isHeld: Bool { self == .leased || self == .running }

    /// What the official clients call the state.
    public var wire: String {
        switch self {
        case .waiting: "PENDING"
        case .leased: "LEASED"
        case .running: "CLAIMED"
        case .finished: "FINISHED"
        case .failed, .cancelled: "FAILED"
        }
    }
}
