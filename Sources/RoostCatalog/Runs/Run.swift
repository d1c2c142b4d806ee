import FoundationEssentials
import RoostJSON

/// A run: one execution of a program that logs.
public struct Run: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let projectID: Int64
    public let projectName: String
    public let entityID: Int64
    public let entityName: String
    /// The run's id on the wire, unique in its project.
    public let name: String
    /// The name that people read.
    public let displayName: String
    public let description: String?
    public let notes: String?
    public let tags: [String]
    public let group: String?
    public let jobType: String?
    public let host: String?
    public let program: String?
    public let commit: String?
    public let repo: String?
    public let sweepName: String?
    public let state: RunState
    public let createdAt: Date
    /// The last sign of life.
    public let heartbeatAt: Date
    public let updatedAt: Date
    public let finishedAt: Date?
    public let exitCode: Int?
    public let stopRequested: Bool
    public let userID: Int64?
    public let username: String?
    public let branchPoint: BranchPoint?
    /// The version of the client that wrote the configuration last.
    public let writerVersion: String?
    /// JSON text as the client sent it, `{"key":{"value":…}}`; `{}` when there is none or it was not asked for.
    public let config: String
    /// JSON text as the client sent it; `{}` when there is none or it was not asked for.
    public let summary: String
    /// JSON text of the newest value of each system metric; `{}` when there is none or it was not asked for.
    public let systemMetrics: String

    public var globalID: GlobalID { .run(name: name, project: projectName, entity: entityName) }

    /// How long the run has lasted by its signs of life, in seconds.
    public var duration: Double { heartbeatAt.timeIntervalSince(createdAt) }

    /// JSON text of the named members of a configuration's `_wandb` part, those that exist.
    public static func wandbConfig(_ config: String, keys: [String]) -> String {
        let document = try? JSON(parsing: config)
        let part = document?["_wandb"]
        let members = part?["value"]?.objectValue ?? part?.objectValue ?? [:]
        var writer = JSONWriter()
        writer.write(.object(members.filter { keys.contains($0.key) }))
        return writer.text
    }
}

/// Where a run branches off another (or off its own past).
public struct BranchPoint: Sendable, Hashable {
    /// The id on the wire of the run that it goes on from, in the same project.
    public let run: String
    /// The last step that it takes over.
    public let step: Int64

    public init(run: String, step: Int64) {
        self.run = run
        self.step = step
    }
}

/// The large parts of a run that a query shall bring.
public struct RunParts: OptionSet, Sendable, Hashable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    public static let config = RunParts(rawValue: 1)
    public static let summary = RunParts(rawValue: 2)
    public static let systemMetrics = RunParts(rawValue: 4)
    public static let all: RunParts = [.config, .summary, .systemMetrics]
    public static let none: RunParts = []
}
