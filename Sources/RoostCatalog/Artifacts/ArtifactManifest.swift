import FoundationEssentials

/// A manifest that a client uploads for an artifact.
public struct ArtifactManifest: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The whole content.
        case full = "FULL"
        /// What is added to, or replaced in, a base version.
        case incremental = "INCREMENTAL"
        /// What one of several writers contributes.
        case patch = "PATCH"
    }

    public let id: Int64
    public let artifactID: Int64
    public let name: String
    public let kind: Kind
    public let runID: Int64?
    /// MD5 of the manifest file in Base64, as announced; empty until the client knows it.
    public let md5: String
    public let baseID: Int64?
    /// The uploaded file's name in the store.
    public let digest: String?
    public let size: Int64
    public let createdAt: Date

    public var globalID: GlobalID { .artifactManifest(id) }
}
