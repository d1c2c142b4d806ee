import FoundationEssentials

/// A version: contents that were logged together under a name.
public struct Artifact: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Being uploaded.
        case pending = "PENDING"
        case committed = "COMMITTED"
        case deleted = "DELETED"
    }

    public let id: Int64
    /// The sequence in which it was logged.
    public let sequenceID: Int64
    public let sequenceName: String
    public let projectID: Int64
    public let projectName: String
    public let entityName: String
    public let typeID: Int64
    public let typeName: String
    public let state: State
    /// Its number in its sequence; `nil` until it is committed.
    public let versionIndex: Int?
    /// What the client computed over its manifest.
    public let digest: String
    public let digestAlgorithm: String
    public let description: String?
    /// JSON text of an object.
    public let metadata: String?
    /// Bytes of all entries.
    public let size: Int64
    public let fileCount: Int64
    /// How long it is kept after its creation, in seconds: -1 as inherited (Roost has nothing to inherit, so for ever),
    /// -2 for ever; `nil` when never set.
    public let ttlSeconds: Int64?
    public let historyStep: Int64?
    public let commitHash: String?
    public let distributedID: String?
    /// The version on which an incremental one builds.
    public let baseID: Int64?
    /// The run that logged it.
    public let runID: Int64?
    public let userID: Int64?
    /// The complete manifest; `nil` until it is committed.
    public let manifest: BlobReference?
    public let createdAt: Date
    public let updatedAt: Date
    public let committedAt: Date?

    public var globalID: GlobalID { .artifact(id) }
}

/// An artifact to be created, as its client describes it.
public struct NewArtifact: Sendable, Hashable {
    /// The row of the project.
    public var project: Int64
    /// The type, created when it is missing.
    public var type: String
    /// The sequence, created when it is missing.
    public var collection: String
    public var digest: String
    public var digestAlgorithm = "MANIFEST_MD5"
    /// The run that logs it.
    public var run: Int64?
    public var user: Int64?
    public var description: String?
    /// JSON text of an object.
    public var metadata: String?
    /// Set when it is committed.
    public var aliases: [String] = []
    public var tags: [String] = []
    public var ttlSeconds: Int64?
    public var historyStep: Int64?
    public var commitHash: String?
    /// The same id always means the same artifact, whatever else the request says.
    public var clientID: String?
    public var sequenceClientID: String?
    /// Pending artifacts of one sequence with the same id are one. Empty counts as none.
    public var distributedID: String?
    /// Whether a committed version of the same digest in the same sequence is answered instead of a new one.
    public var deduplicates = true

    public init(project: Int64, type: String, collection: String, digest: String) {
        self.project = project
        self.type = type
        self.collection = collection
        self.digest = digest
    }
}

/// Changes to an artifact; `nil` leaves a field as it is.
public struct ArtifactChange: Sendable, Hashable {
    public var description: String?
    /// JSON text of an object.
    public var metadata: String?
    public var ttlSeconds: Int64?
    public var tagsToAdd: [String] = []
    public var tagsToRemove: [String] = []

    public init(
        description: String? = nil, metadata: String? = nil, ttlSeconds: Int64? = nil, tagsToAdd: [String] = [],
        tagsToRemove: [String] = []
    ) {
        self.description = description
        self.metadata = metadata
        self.ttlSeconds = ttlSeconds
        self.tagsToAdd = tagsToAdd
        self.tagsToRemove = tagsToRemove
    }
}
