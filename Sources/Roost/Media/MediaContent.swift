import Crypto

/// The content of a media file: bytes in memory or a file of the user's, with its digest.
public struct MediaContent: Sendable, Hashable {
    enum Source: Sendable, Hashable {
        case bytes([UInt8])
        case file(String)
    }

    let source: Source
    /// The end of the file's name, such as `.png` or `.table.json`.
    public let suffix: String
    /// The SHA-256 of the content in lower-case hexadecimal.
    public let sha256: String
    /// The size in bytes.
    public let size: Int64

    init(_ bytes: [UInt8], suffix: String) {
        source = .bytes(bytes)
        self.suffix = suffix
        sha256 = SHA256.hash(data: bytes).hexadecimal
        size = Int64(bytes.count)
    }

    /// A file that stays where it is; its content is copied when the value is logged.
    init(file path: String, suffix: String) throws(MediaError) {
        var digest = SHA256()
        var size: Int64 = 0
        try DiskFile.forEachChunk(of: path) { chunk in
            digest.update(bufferPointer: chunk)
            size += Int64(chunk.count)
        }
        source = .file(path)
        self.suffix = suffix
        self.sha256 = digest.finalize().hexadecimal
        self.size = size
    }

    /// The name of the user's file; `nil` for content made here.
    var fileName: String? {
        if case .file(let path) = source { DiskFile.lastComponent(path) } else { nil }
    }

    /// The MD5 of the content, which artifacts identify files by.
    func md5() throws(MediaError) -> [UInt8] {
        switch source {
        case .bytes(let bytes):
            return Array(Insecure.MD5.hash(data: bytes))
        case .file(let path):
            var digest = Insecure.MD5()
            try DiskFile.forEachChunk(of: path) { digest.update(bufferPointer: $0) }
            return Array(digest.finalize())
        }
    }

    func write(to path: String) throws(MediaError) {
        switch source {
        case .bytes(let bytes): try DiskFile.write(bytes, to: path)
        case .file(let original): try DiskFile.copy(original, to: path)
        }
    }
}

extension Sequence where Element == UInt8 {
    /// Two lower-case hexadecimal digits for each byte.
    var hexadecimal: String {
        var text: [UInt8] = []
        text.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            for digit in [byte >> 4, byte & 15] {
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
