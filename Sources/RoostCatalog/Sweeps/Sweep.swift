import FoundationEssentials

/// A hyperparameter search: what is searched, and how far it has come.
public struct Sweep: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let projectID: Int64
    public let projectName: String
    public let entityName: String
    /// The id that people see: 8 lower-case letters and digits.
    public let name: String
    public let displayName: String?
    public let description: String?
    /// The search as its author wrote it, in YAML.
    public let config: String
    /// `grid`, `random`, `bayes` or `custom`.
    public let method: String
    public let state: SweepState
    /// What a controller outside of the server has decided, in JSON.
    public let controller: String?
    /// What schedules the runs: the queue and the specification of a scheduler's job, in JSON.
    public let scheduler: String?
    public let userID: Int64?
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .sweep(id) }
}

/// How far a search has come.
public enum SweepState: String, Sendable, Hashable, CaseIterable {
    case pending = "PENDING"
    case running = "RUNNING"
    case paused = "PAUSED"
    case finished = "FINISHED"
    case canceled = "CANCELED"
    case crashed = "CRASHED"
    case error = "ERROR"
    case flapping = "FLAPPING"
}

/// What is to be changed of a search; `nil` leaves a value as it is.
public struct SweepChange: Sendable, Hashable {
    public var config: String?
    public var method: String?
    public var displayName: String?
    public var description: String?
    public var state: SweepState?
    public var controller: String?
    public var scheduler: String?

    public init() {}
}
