import RoostAPI
import RoostJSON

/// A file of an artifact, or a reference to one elsewhere.
public struct ArtifactEntry: Sendable, Hashable {
    /// The name within the artifact, with slashes.
    public let path: String
    /// The MD5 of the content in base64; of a reference what identifies it.
    public let digest: String
    /// In bytes; 0 where it is not known.
    public let size: Int64
    /// The address of a reference; `nil` for a file.
    public let reference: String?
    /// What else is known of a reference.
    public let extra: JSONObject
    /// Where the content lies on this machine until it is uploaded.
    let localPath: String?

    init(
        path: String, digest: String, size: Int64, reference: String? = nil, extra: JSONObject = [:],
        localPath: String? = nil
    ) {
        self.path = path
        self.digest = digest
        self.size = size
        self.reference = reference
        self.extra = extra
        self.localPath = localPath
    }

    init(_ entry: RemoteManifest.Entry) {
        self.init(
            path: entry.path, digest: entry.digest, size: entry.size ?? 0, reference: entry.reference,
            extra: entry.extra)
    }
}
