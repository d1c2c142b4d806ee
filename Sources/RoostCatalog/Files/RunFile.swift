import FoundationEssentials

/// A file of a run.
public struct RunFile: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let runID: Int64
    /// The path under the run, with `/`.
    public let name: String
    /// Bytes; 0 before the upload.
    public let size: Int64
    /// MD5 in Base64; `nil` before the upload.
    public let md5: String?
    /// The content's name in the store; `nil` before the upload.
    public let digest: String?
    public let mimetype: String?
    public let isUploaded: Bool
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .file(id) }
}
