/// What can go wrong in a store of files.
public enum BlobError: Error, Hashable {
    /// The text is no SHA-256 in lowercase hexadecimal digits.
    case invalidDigest(String)
    case notFound(digest: String)
    /// The content has another length than announced; nothing was kept.
    case sizeMismatch(expected: Int64, found: Int64)
    /// The content has another MD5 than announced; nothing was kept.
    case md5Mismatch(expected: String, found: String)
    /// The content is longer than allowed; nothing was kept.
    case tooLarge(limit: Int64)
    /// The range does not lie within the content.
    case invalidRange(Range<Int64>, size: Int64)
    /// The writer was finished or aborted before.
    case writerClosed
    /// The disk is full; nothing was kept.
    case storageFull
    /// The file system failed; the text is for the log.
    case io(String)
}

extension BlobError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidDigest(let text):
            "invalid digest \"\(text.prefix(80))\": expected SHA-256 in 64 lowercase hexadecimal digits"
        case .notFound(let digest): "content \(digest) not found"
        case .sizeMismatch(let expected, let found): "the content has \(found) bytes, expected \(expected)"
        case .md5Mismatch(let expected, let found): "the content has MD5 \(found), expected \(expected)"
        case .tooLarge(let limit): "the content is longer than \(limit) bytes"
        case .invalidRange(let range, let size):
            "bytes \(range.lowerBound)..<\(range.upperBound) do not lie within the content of \(size) bytes"
        case .writerClosed: "the writer was finished or aborted"
        case .storageFull: "the disk is full"
        case .io(let what): "file system: \(what)"
        }
    }
}
