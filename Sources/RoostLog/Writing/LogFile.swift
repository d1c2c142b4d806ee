#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The file of a writer and the bytes that were taken from its buffer to be written.
struct LogFile: ~Copyable, Sendable {
    let path: String
    private var descriptor: CInt
    var taken = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)

    init(creating path: String) throws(LogError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            throw errno == EEXIST
                ? .exists(path: path) : .cannotCreate(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit {
        if descriptor >= 0 { _ = Self.closeDescriptor(descriptor) }
    }

    var isClosed: Bool { descriptor < 0 }

    mutating func close() {
        if descriptor >= 0 { _ = Self.closeDescriptor(descriptor) }
        descriptor = -1
    }

    private static func closeDescriptor(_ descriptor: CInt) -> CInt {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #else
            Glibc.close(descriptor)
        #endif
    }

    /// Writes what was taken; on failure the unwritten rest stays there.
    mutating func writeTaken() throws(LogError) {
        guard descriptor >= 0 else { throw .closed(path: path) }
        var written = 0
        while written < taken.count {
            let result = write(descriptor, taken.base + written, taken.count - written)
            if result >= 0 {
                written += result
            } else if errno != EINTR {
                let reason = String(cString: strerror(errno))
                taken.removeFirst(written)
                throw .cannotWrite(path: path, reason: reason)
            }
        }
        taken.count = 0
        taken.shrink(to: LogLimits.writeBytes + LogFormat.blockBytes)
    }
}
