#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Copies files of this machine, a chunk at a time.
public enum FileCopy {
    /// Copies a regular file.
    ///
    /// - Returns: its length.
    public static func copy(_ source: String, to path: String) throws(APIError) -> Int64 {
        let length = try FileChunks.length(ofFile: source)
        let input = try Descriptor(readingFrom: source)
        let output = try Descriptor(continuing: path, startsOver: true)
        var buffer = [UInt8](repeating: 0, count: APILimits.chunkBytes)
        var copied: Int64 = 0
        while copied < length {
            let wanted = Int(min(Int64(buffer.count), length - copied))
            let count = buffer.withUnsafeMutableBytes { read(input.number, $0.baseAddress, wanted) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(path: source, reason: "it became shorter while it was copied") }
            try output.write(buffer.span.bytes.extracting(0..<count), path: path)
            copied += Int64(count)
        }
        return copied
    }
}
