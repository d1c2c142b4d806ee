import NIOCore
import NIOPosix

/// Gathers small pieces and hands them to a thread that waits for the disk.
actor DirectoryBlobWriter: BlobWriter {
    private let file: IncomingFile
    private let limit: Int64
    private let threadPool: NIOThreadPool
    private var pending = ByteBuffer()
    private var size: Int64 = 0

    init(file: IncomingFile, limit: Int64, threadPool: NIOThreadPool) {
        self.file = file
        self.limit = limit
        self.threadPool = threadPool
    }

    func write(_ bytes: ByteBuffer) async throws {
        size += Int64(bytes.readableBytes)
        guard size <= limit else {
            await abort()
            throw BlobError.tooLarge(limit: limit)
        }
        if pending.readableBytes == 0 {
            pending = bytes
        } else {
            var bytes = bytes
            pending.writeBuffer(&bytes)
        }
        if pending.readableBytes >= Limits.writeBufferBytes { try await flush() }
    }

    func finish(expectedSize: Int64?, expectedMD5: String?) async throws -> Blob {
        try await flush()
        let file = file
        return try await threadPool.runIfActive {
            try file.complete(expectedSize: expectedSize, expectedMD5: expectedMD5)
        }
    }

    func abort() async {
        pending.clear()
        let file = file
        // A pool that has stopped leaves it to the end of the file's life.
        try? await threadPool.runIfActive { file.discard() }
    }

    private func flush() async throws {
        guard pending.readableBytes > 0 else { return }
        let bytes = pending
        pending = ByteBuffer()
        let file = file
        do {
            try await threadPool.runIfActive { try bytes.withUnsafeReadableBytes { try file.append($0) } }
        } catch {
            // A piece is missing now; what is left must not become a content.
            file.discard()
            throw error
        }
    }
}
