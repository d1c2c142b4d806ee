import FoundationEssentials
import RoostQueue

/// A program that works off queues.
public struct LaunchAgent: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let projectID: Int64
    public let userID: Int64
    /// Unique in its project; official agents log a run of this name.
    public let name: String
    public let hostname: String
    /// What Roost's agent keeps on its disk to be known again; official agents have none.
    public let instance: String?
    public let version: String?
    /// JSON text of its configuration.
    public let config: String
    /// `POLLING`, `RUNNING` or `KILLED`.
    public let status: String
    /// Whether a person wants it to end.
    public let isStopped: Bool
    /// The last sign of life, in milliseconds of the server's clock.
    public let heartbeatAt: Int64
    /// What it can start; `nil` when that is unknown.
    public let resources: [String]?
    public let capacity: Capacity
    public let free: Capacity
    public let createdAt: Date

    public var globalID: GlobalID { .launchAgent(id) }
    public var isOfficial: Bool { instance == nil }

    /// Whether there was a sign of life lately.
    ///
    /// - Parameter within: how long ago at most, in milliseconds.
    public func isAlive(at now: Int64, within: Int64) -> Bool { status != "KILLED" && now - heartbeatAt <= within }
}

/// An agent that makes itself known.
public struct NewLaunchAgent: Sendable {
    public let project: Int64
    public let user: Int64
    public let hostname: String
    public let instance: String?
    public let version: String?
    public let config: String
    public let queues: [(id: Int64, weight: Int)]
    public let resources: [String]?
    public let capacity: Capacity

    public init(
        project: Int64, user: Int64, hostname: String, instance: String? = nil, version: String? = nil,
        config: String = "{}", queues: [(id: Int64, weight: Int)], resources: [String]? = nil,
        capacity: Capacity = Capacity()
    ) {
        self.project = project
        self.user = user
        self.hostname = hostname
        self.instance = instance
        self.version = version
        self.config = config
        self.queues = queues
        self.resources = resources
        self.capacity = capacity
    }
}
