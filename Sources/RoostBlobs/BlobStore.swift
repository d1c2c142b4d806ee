import NIOCore

/// A store of contents by their digest. Equal contents are kept once.
public protocol BlobStore: Sendable {
    /// Begins to store a content.
    ///
    /// - Parameter limit: bytes that it may have at most.
    func begin(limit: Int64) async throws -> any BlobWriter

    /// Opens a content for reading.
    ///
    /// - Parameter range: the bytes wanted; `nil` for all.
    /// - Throws: ``BlobError/notFound(digest:)``, ``BlobError/invalidRange(_:size:)``,
    ///   ``BlobError/invalidDigest(_:)``.
    func read(_ digest: String, range: Range<Int64>?) async throws -> BlobBody

    /// The bytes of a content; `nil` when it is not there.
    func size(_ digest: String) async throws -> Int64?

    /// Deletes a content and gives its space back; no error when it is not there. Who reads it right now reads on.
    func delete(_ digest: String) async throws
}

/// Stores one content piece by piece. Use it from one task at a time.
public protocol BlobWriter: Sendable {
    /// Appends bytes.
    ///
    /// - Throws: ``BlobError/tooLarge(limit:)``, ``BlobError/storageFull``.
    func write(_ bytes: ByteBuffer) async throws

    /// Completes the content: it is on disk, under its digest, when this returns.
    ///
    /// - Parameters:
    ///   - expectedSize: the announced bytes, if any were.
    ///   - expectedMD5: the announced MD5 in Base64, if one was.
    /// - Throws: ``BlobError/sizeMismatch(expected:found:)``, ``BlobError/md5Mismatch(expected:found:)``; nothing is
    ///   kept then.
    func finish(expectedSize: Int64?, expectedMD5: String?) async throws -> Blob

    /// Forgets what was written. A writer that is dropped without ``finish(expectedSize:expectedMD5:)`` does the
    /// same.
    func abort() async
}

extension BlobStore {
    public func begin() async throws -> any BlobWriter {
        try await begin(limit: Limits.blobBytes)
    }

    public func read(_ digest: String) async throws -> BlobBody {
        try await read(digest, range: nil)
    }

    public func exists(_ digest: String) async throws -> Bool {
        try await size(digest) != nil
    }

    /// Stores a content that is in memory.
    public func store(_ bytes: [UInt8], expectedMD5: String? = nil) async throws -> Blob {
        let writer = try await begin()
        try await writer.write(bytes)
        return try await writer.finish(expectedSize: Int64(bytes.count), expectedMD5: expectedMD5)
    }

    /// Reads a content that fits into memory.
    ///
    /// - Parameter limit: bytes that it may have at most.
    /// - Throws: ``BlobError/tooLarge(limit:)``.
    public func load(_ digest: String, limit: Int) async throws -> [UInt8] {
        let body = try await read(digest)
        guard body.size <= Int64(limit) else { throw BlobError.tooLarge(limit: Int64(limit)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(body.size))
        for try await chunk in body { bytes.append(contentsOf: chunk.readableBytesView) }
        return bytes
    }
}

extension BlobWriter {
    public func write(_ bytes: [UInt8]) async throws {
        try await write(ByteBuffer(bytes: bytes))
    }

    public func finish() async throws -> Blob {
        try await finish(expectedSize: nil, expectedMD5: nil)
    }
}
