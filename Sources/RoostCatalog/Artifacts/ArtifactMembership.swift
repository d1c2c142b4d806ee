import FoundationEssentials

/// A version's place in a collection: in its own sequence, or in a portfolio that links it.
public struct ArtifactMembership: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let collection: ArtifactCollection
    public let artifactID: Int64
    /// The version's number in this collection.
    public let versionIndex: Int
    public let createdAt: Date

    public var globalID: GlobalID { .artifactMembership(id) }
    /// `v0`, `v1`, …
    public var versionAlias: String { "v\(versionIndex)" }
}

/// A version in a list, with its place there.
public struct ArtifactVersion: Sendable, Hashable {
    public let membership: ArtifactMembership
    public let artifact: Artifact
}

/// A name by which a version goes in a collection.
public struct ArtifactAlias: Sendable, Hashable {
    /// The row of the alias; `nil` for the version itself (`v3`), which is no row.
    public let id: Int64?
    public let membershipID: Int64
    public let collectionID: Int64
    public let alias: String

    public var globalID: GlobalID { id.map(GlobalID.artifactAlias) ?? .artifactMembership(membershipID) }
    public var isVersion: Bool { id == nil }
}
