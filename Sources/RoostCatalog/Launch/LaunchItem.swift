import FoundationEssentials
import RoostQueue

/// An item of a queue.
public struct LaunchItem: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let queueID: Int64
    public var lifecycle: ItemLifecycle
    public let priority: Int
    let shapeID: Int64
    /// What shall start the job, where the specification or the queue says so.
    public let resource: String?
    public let needs: Needs
    /// The project that the run belongs to.
    public let projectID: Int64
    /// Who put the item into the queue; its attempts act for this user.
    public let userID: Int64
    /// The id of the item's run, once there is one.
    public internal(set) var runName: String?
    /// Whether the specification chose that id.
    public let isRunChosen: Bool
    /// Whether an official agent holds it or held it last.
    public internal(set) var isOfficial: Bool
    /// The job artifact's path, where the specification names one.
    public let job: String?
    /// The row of the present attempt's key.
    public internal(set) var keyID: Int64?
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .runQueueItem(id) }
    public var state: ItemState { lifecycle.state }
}

/// One attempt of an item.
public struct LaunchAttempt: Sendable, Hashable {
    public let number: Int
    public let agentID: Int64?
    /// The agent's name, while it is known.
    public let agentName: String?
    /// `leased`, `running`, or how it ended: `finished`, `infrastructure`, `preempted`, `error`, `released`,
    /// `cancelled`.
    public let state: String
    public let leasedAt: Date
    public let startedAt: Date?
    public let endedAt: Date?
    public let stage: String?
    public let message: String?
    public let exitCode: Int?
    /// The machine that it ran on.
    public let node: String?
    /// What the resource calls it.
    public let job: String?
    /// The end of its output.
    public let logTail: String?
}

/// Something that an agent wants the author of an item to know.
public struct LaunchWarning: Sendable, Hashable {
    public let stage: String
    public let message: String
    public let files: [String]
    public let createdAt: Date
}

/// What a report says beside its event; `nil` keeps what was reported before.
public struct AttemptReport: Sendable, Hashable {
    public var stage: String?
    public var message: String?
    public var exitCode: Int?
    public var node: String?
    public var job: String?
    public var logTail: String?

    public init(
        stage: String? = nil, message: String? = nil, exitCode: Int? = nil, node: String? = nil, job: String? = nil,
        logTail: String? = nil
    ) {
        self.stage = stage
        self.message = message
        self.exitCode = exitCode
        self.node = node
        self.job = job
        self.logTail = logTail
    }
}

/// How many items of a queue are in which state.
public struct LaunchCounts: Sendable, Hashable {
    public var byState: [ItemState: Int]

    public subscript(state: ItemState) -> Int { byState[state] ?? 0 }
}
