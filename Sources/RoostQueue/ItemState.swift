/// Where a queued item stands.
public enum ItemState: String, Sendable, Hashable, CaseIterable {
    /// Waits for an agent.
    case waiting
}
