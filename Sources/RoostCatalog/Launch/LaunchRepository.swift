/// Queues, their items and the agents that work them off.
///
/// Every change of an item goes through ``ItemLifecycle`` and is written together with what follows from it.
public struct LaunchRepository {
    let transaction: CatalogTransaction
    var session: any SQLSession { transaction.session }
}

/// What a transaction did to items that others wait for or remember; to be told when it is on disk.
public struct LaunchEffects: Sendable, Hashable {
    /// Queues that may have something to give now.
    public var queues: Set<Int64> = []
    /// Agents that must hear something at once.
    public var agents: Set<Int64> = []
    /// Keys that work no longer.
    public var deadKeys: Set<Int64> = []
    /// Runs that were asked to stop.
    public var stoppedRuns: Set<Int64> = []

    public init() {}

    public var isEmpty: Bool { self == LaunchEffects() }

    public mutating func formUnion(_ other: LaunchEffects) {
        queues.formUnion(other.queues)
        agents.formUnion(other.agents)
        deadKeys.formUnion(other.deadKeys)
        stoppedRuns.formUnion(other.stoppedRuns)
    }
}
