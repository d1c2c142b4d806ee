/// A content in the store of files.
public struct BlobReference: Sendable, Hashable {
    /// SHA-256 in lowercase hexadecimal digits: the content's name in the store.
    public let digest: String
    /// MD5 in Base64, as clients compare it.
    public let md5: String
    /// Bytes.
    public let size: Int64

    public init(digest: String, md5: String, size: Int64) {
        self.digest = digest
        self.md5 = md5
        self.size = size
    }
}
