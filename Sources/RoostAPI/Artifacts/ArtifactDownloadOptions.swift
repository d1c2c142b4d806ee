/// What of an artifact is downloaded.
public struct ArtifactDownloadOptions: Sendable, Hashable {
    /// The kinds of references that are followed.
    public enum Reference: Sendable, Hashable, CaseIterable {
        /// To files of other artifacts of the server.
        case artifact
        /// To `http` and `https` addresses, without the server's key.
        case http
        /// To files of this machine. They are copied.
        case file
    }

    /// Only the entries whose names begin so; all when empty.
    public var pathPrefix = ""
    /// The references that are followed. One of another kind is an error, unless ``skipsOtherReferences`` is set.
    public var references: Set<Reference> = [.artifact, .http]
    /// Leaves out the references that are not followed.
    public var skipsOtherReferences = false

    public init(
        pathPrefix: String = "", references: Set<Reference> = [.artifact, .http], skipsOtherReferences: Bool = false
    ) {
        self.pathPrefix = pathPrefix
        self.references = references
        self.skipsOtherReferences = skipsOtherReferences
    }
}

/// What a download has done.
public struct ArtifactDownloadReport: Sendable, Hashable {
    /// The files that were fetched.
    public var fetchedFiles = 0
    /// Their bytes.
    public var fetchedBytes: Int64 = 0
    /// The files that were there already, with the right content.
    public var presentFiles = 0
    /// The references that were left out.
    public var skippedReferences: [String] = []

    public init() {}
}
