import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A store in a folder: each content is a file `ab/cdef…` named by its SHA-256.
///
/// A content is written to `incoming/`, made durable, and only then moved to its name, so that what stands under a
/// name is always whole. Several processes may use one folder at the same time.
public struct DirectoryBlobStore: BlobStore {
    private let path: String
    private let threadPool: NIOThreadPool

    /// Opens the folder, creating it when it is missing (its parent must exist), and removes what crashed writers
    /// left behind.
    ///
    /// - Parameter threadPool: the threads that wait for the disk.
    public init(path: String, threadPool: NIOThreadPool = .singleton) async throws {
        self.path = path
        self.threadPool = threadPool
        try await threadPool.runIfActive { try Self.prepare(path) }
    }

    private static func prepare(_ path: String) throws {
        let incoming = Self.incoming(path)
        try Posix.makeFolder(path)
        try Posix.makeFolder(incoming)
        for first in 0..<256 { try Posix.makeFolder("\(path)/\(hexadecimal([UInt8(first)]))") }
        try Posix.sync(folder: path)
        for name in try Posix.names(inFolder: incoming) {
            let leftover = "\(incoming)/\(name)"
            guard let descriptor = try Posix.openIfPresent(leftover) else { continue }
            defer { Posix.close(descriptor) }
            // A writer that lives, here or in another process, holds the lock.
            if Posix.tryLock(descriptor) { try Posix.unlink(leftover) }
        }
    }

    private static func incoming(_ path: String) -> String { "\(path)/incoming" }

    public func begin(limit: Int64) async throws -> any BlobWriter {
        let incoming = Self.incoming(path)
        let path = path
        let file = try await threadPool.runIfActive { try IncomingFile(folder: incoming, store: path) }
        return DirectoryBlobWriter(file: file, limit: min(limit, Limits.blobBytes), threadPool: threadPool)
    }

    public func read(_ digest: String, range: Range<Int64>?) async throws -> BlobBody {
        let path = try path(of: digest)
        let file = try await threadPool.runIfActive { try OpenFile(path) }
        guard let file else { throw BlobError.notFound(digest: digest) }
        let range = range ?? 0..<file.size
        guard range.lowerBound >= 0, range.upperBound <= file.size else {
            throw BlobError.invalidRange(range, size: file.size)
        }
        let threadPool = threadPool
        return BlobBody(size: file.size, range: range) { offset, count in
            try await threadPool.runIfActive { try file.read(offset: offset, count: count) }
        }
    }

    public func size(_ digest: String) async throws -> Int64? {
        let path = try path(of: digest)
        return try await threadPool.runIfActive { try OpenFile(path)?.size }
    }

    public func delete(_ digest: String) async throws {
        let path = try path(of: digest)
        try await threadPool.runIfActive { _ = try Posix.unlink(path) }
    }

    /// Where a content stands. Only a well-formed digest becomes part of a path.
    private func path(of digest: String) throws(BlobError) -> String {
        guard digest.utf8.count == 64, digest.utf8.allSatisfy(isLowercaseHexadecimal) else {
            throw .invalidDigest(digest)
        }
        return Self.path(of: digest, in: path)
    }

    static func path(of digest: String, in store: String) -> String {
        "\(store)/\(digest.prefix(2))/\(digest.dropFirst(2))"
    }
}

/// A file that is open for reading, as long as somebody holds this.
private final class OpenFile: Sendable {
    private let descriptor: Int32
    let size: Int64

    /// `nil` when there is no such file.
    init?(_ path: String) throws {
        guard let descriptor = try Posix.openIfPresent(path) else { return nil }
        self.descriptor = descriptor
        do {
            size = try Posix.size(descriptor).bytes
        } catch {
            Posix.close(descriptor)
            throw error
        }
    }

    deinit {
        Posix.close(descriptor)
    }

    func read(offset: Int64, count: Int) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { pointer in
            try Posix.read(descriptor, offset: offset, into: UnsafeMutableRawBufferPointer(rebasing: pointer[..<count]))
        }
        guard buffer.readableBytes == count else { throw BlobError.io("read: the file became shorter") }
        return buffer
    }
}

func isLowercaseHexadecimal(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"))
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
