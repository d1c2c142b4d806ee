import FoundationEssentials

/// A file that was (or shall be) uploaded for an artifact.
public struct ArtifactFile: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// The artifact with which it was uploaded: the birth artifact.
    public let artifactID: Int64
    public let projectID: Int64
    public let name: String
    /// The digest that the client announced: MD5 in Base64.
    public let md5: String
    /// Bytes; 0 before the upload.
    public let size: Int64
    /// The content's name in the store; `nil` before the upload.
    public let digest: String?
    public let mimetype: String?
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .artifactFile(id) }
    public var needsUpload: Bool { digest == nil }
}

/// A file announced for an artifact.
public struct NewArtifactFile: Sendable, Hashable {
    public let name: String
    /// MD5 in Base64.
    public let md5: String
    public let mimetype: String?

    public init(name: String, md5: String, mimetype: String? = nil) {
        self.name = name
        self.md5 = md5
        self.mimetype = mimetype
    }
}

/// An entry of a committed version: a file, its own or an older version's, or a reference.
public struct ArtifactEntry: Sendable, Hashable {
    public let name: String
    /// As in the manifest: MD5 in Base64 for files.
    public let digest: String
    public let size: Int64
    /// The address of what is stored elsewhere.
    public let reference: String?
    /// The stored file; `nil` for references.
    public let file: ArtifactFile?
}
