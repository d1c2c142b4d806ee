/// A content in a store, named by what it holds.
public struct Blob: Sendable, Hashable {
    /// SHA-256 in 64 lowercase hexadecimal digits: its name.
    public let digest: String
    /// MD5 in Base64 with padding, as clients announce and compare it.
    public let md5: String
    /// Bytes.
    public let size: Int64

    public init(digest: String, md5: String, size: Int64) {
        self.digest = digest
        self.md5 = md5
        self.size = size
    }
}
