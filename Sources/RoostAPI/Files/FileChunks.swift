import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a file, a chunk at a time, exactly as many as were announced.
///
/// The file may still be written to: what comes after the announced length is not sent, and a file that has become
/// shorter is an error.
struct FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let path: String
    let length: Int64

    /// The length of a regular file.
    static func length(ofFile path: String) throws(APIError) -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .file(path: path, reason: "is not a regular file") }
        return Int64(status.st_size)
    }

    func makeAsyncIterator() -> Iterator { Iterator(path: path, remaining: length) }

    struct Iterator: AsyncIteratorProtocol {
        let path: String
        var remaining: Int64
        private var descriptor: Descriptor?

        init(path: String, remaining: Int64) {
            self.path = path
            self.remaining = remaining
        }

        mutating func next() async throws -> ByteBuffer? {
            guard remaining > 0 else { return nil }
            let descriptor = try self.descriptor ?? Descriptor(readingFrom: path)
            self.descriptor = descriptor
            let wanted = Int(Swift.min(remaining, Int64(APILimits.chunkBytes)))
            var buffer = ByteBuffer()
            let got = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
                Swift.max(0, read(descriptor.number, space.baseAddress, wanted))
            }
            guard got > 0 else { throw APIError.file(path: path, reason: "became shorter while it was uploaded") }
            remaining -= Int64(got)
            return buffer
        }
    }
}

/// An open file, closed when it is let go.
final class Descriptor: Sendable {
    let number: Int32

    init(readingFrom path: String) throws(APIError) {
        number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    }

    convenience init(creating path: String) throws(APIError) {
        try self.init(path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
    }

    /// Opens a file, by default with the usual permissions when it is made.
    init(_ path: String, flags: Int32) throws(APIError) {
        number = open(path, flags, 0o644)
        guard number >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit { close(number) }
}
