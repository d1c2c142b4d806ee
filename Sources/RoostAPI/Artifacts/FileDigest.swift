import Crypto
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The digests of files as manifests write them: MD5 in base64.
public enum FileDigest {
    /// The digest of bytes in memory.
    public static func of(_ bytes: [UInt8]) -> String {
        Data(Insecure.MD5.hash(data: bytes)).base64EncodedString()
    }

    /// The digest of a regular file, read a chunk at a time, and its length.
    ///
    /// - Throws: `APIError.file`.
    public static func ofFile(_ path: String) throws(APIError) -> (digest: String, size: Int64) {
        let file = try Descriptor(readingFrom: path)
        var hash = Insecure.MD5()
        var size: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: APILimits.chunkBytes)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(file.number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            size += Int64(count)
        }
        return (Data(hash.finalize()).base64EncodedString(), size)
    }

    /// Whether a regular file of this content lies at `path`. Links are not followed.
    static func matches(_ path: String, digest: String, size: Int64?) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            size.map({ $0 == Int64(status.st_size) }) ?? true
        else { return false }
        return (try? ofFile(path).digest) == digest
    }
}
