import FoundationEssentials

/// What kind of things the artifacts of some collections are: `dataset`, `model`, `code`, …
public struct ArtifactType: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let projectID: Int64
    public let name: String
    public let description: String?
    public let createdAt: Date

    public var globalID: GlobalID { .artifactType(id) }
}

/// A named series of versions.
public struct ArtifactCollection: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Where versions are logged.
        case sequence = "SEQUENCE"
        /// Where versions of sequences are linked.
        case portfolio = "PORTFOLIO"
    }

    public enum State: String, Sendable, Hashable, CaseIterable {
        case ready = "READY"
        case deleted = "DELETED"
    }

    public let id: Int64
    public let projectID: Int64
    public let projectName: String
    public let entityName: String
    public let typeID: Int64
    public let typeName: String
    public let kind: Kind
    public let name: String
    public let description: String?
    public let state: State
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .artifactCollection(id) }
}
