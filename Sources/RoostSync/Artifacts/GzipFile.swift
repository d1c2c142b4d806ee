import CZlib

/// Reads compressed files.
enum GzipFile {
    /// The content of a gzip file, which may also stand there uncompressed.
    static func read(_ path: String, limit: Int) throws(SyncError) -> [UInt8] {
        guard let file = gzopen(path, "rb") else { throw .file(path: path, reason: "it cannot be opened") }
        defer { gzclose(file) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { gzread(file, $0.baseAddress, UInt32($0.count)) }
            if count < 0 { throw .file(path: path, reason: "it is not well compressed") }
            if count == 0 { return content }
            content.append(contentsOf: buffer.prefix(Int(count)))
            if content.count > limit { throw .file(path: path, reason: "it holds more than \(limit) bytes") }
        }
    }
}
