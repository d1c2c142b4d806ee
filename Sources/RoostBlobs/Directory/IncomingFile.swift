import Crypto
import FoundationEssentials
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file being written: temporary until it is complete, gone when it is dropped before.
final class IncomingFile: Sendable {
    private struct State {
        /// -1 when closed.
        var descriptor: Int32
        var size: Int64 = 0
        var sha256 = SHA256()
        var md5 = Insecure.MD5()
    }

    private let path: String
    private let store: String
    private let state: Mutex<State>

    init(folder: String, store: String) throws {
        self.store = store
        while true {
            var generator = SystemRandomNumberGenerator()
            let name = hexadecimal((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
            let path = "\(folder)/\(name)"
            let descriptor = try Posix.open(path, flags: O_WRONLY | O_CREAT | O_EXCL)
            // Another process that starts this very moment may have taken the file for a leftover.
            if Posix.tryLock(descriptor), try Posix.size(descriptor).links > 0 {
                self.path = path
                state = Mutex(State(descriptor: descriptor))
                return
            }
            Posix.close(descriptor)
        }
    }

    deinit {
        discard()
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        try state.withLock { state in
            guard state.descriptor >= 0 else { throw BlobError.writerClosed }
            try Posix.write(state.descriptor, bytes)
            state.size += Int64(bytes.count)
            state.sha256.update(bufferPointer: bytes)
            state.md5.update(bufferPointer: bytes)
        }
    }

    /// Moves the file to its name; on disk when this returns.
    func complete(expectedSize: Int64?, expectedMD5: String?) throws -> Blob {
        defer { discard() }
        return try state.withLock { state in
            guard state.descriptor >= 0 else { throw BlobError.writerClosed }
            if let expectedSize, expectedSize != state.size {
                throw BlobError.sizeMismatch(expected: expectedSize, found: state.size)
            }
            let md5 = Data(state.md5.finalize()).base64EncodedString()
            if let expectedMD5, !Self.isSame(md5, expectedMD5) {
                throw BlobError.md5Mismatch(expected: expectedMD5, found: md5)
            }
            let digest = hexadecimal(state.sha256.finalize())
            let target = DirectoryBlobStore.path(of: digest, in: store)
            try Posix.sync(state.descriptor, path)
            // An equal content that stands there already is replaced by its equal.
            try Posix.rename(path, target)
            Posix.close(state.descriptor)
            state.descriptor = -1
            try Posix.sync(folder: "\(store)/\(digest.prefix(2))")
            return Blob(digest: digest, md5: md5, size: state.size)
        }
    }

    /// Forgets what was written.
    func discard() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            // If the name cannot be removed now, the next start removes it.
            _ = try? Posix.unlink(path)
            Posix.close(state.descriptor)
            state.descriptor = -1
        }
    }

    /// Clients write Base64 with padding, some without.
    private static func isSame(_ md5: String, _ other: String) -> Bool {
        md5.utf8.filter { $0 != UInt8(ascii: "=") } == other.utf8.filter { $0 != UInt8(ascii: "=") }
    }
}
