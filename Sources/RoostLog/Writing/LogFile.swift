#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The file of a writer, the records that were taken from its buffer, and their blocks until they are written.
struct LogFile: ~Copyable, Sendable {
    let path: String
    private var descriptor: CInt
    /// Records as a ``LogBuffer`` holds them.
    var taken = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)
    private var unwritten = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)
    private var framing = LogFraming()

    init(creating path: String) throws(LogError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            throw errno == EEXIST
                ? .exists(path: path) : .cannotCreate(path: path, reason: String(cString: strerror(errno)))
        }
        self.init(path: path, descriptor: descriptor)
    }

    /// A file that is open, empty, for writing.
    init(path: String, descriptor: CInt) {
        self.path = path
        self.descriptor = descriptor
        LogFormat.fileHeader.withUnsafeBytes { unwritten.put($0) }
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

    /// Whether no more may be taken before something was written.
    var isFull: Bool { unwritten.count >= LogLimits.pendingBytes }

    /// Puts what was taken into blocks and writes them; on failure what is not written stays.
    mutating func writeTaken() throws(LogError) {
        frameTaken()
        guard descriptor >= 0 else { throw .closed(path: path) }
        var written = 0
        while written < unwritten.count {
            let result = write(descriptor, unwritten.base + written, unwritten.count - written)
            if result >= 0 {
                written += result
            } else if errno != EINTR {
                let reason = String(cString: strerror(errno))
                unwritten.removeFirst(written)
                throw .cannotWrite(path: path, reason: reason)
            }
        }
        unwritten.count = 0
        unwritten.shrink(to: LogLimits.writeBytes + LogFormat.blockBytes)
    }

    private mutating func frameTaken() {
        var at = 0
        while at < taken.count {
            let length = Int(taken.base.loadUnaligned(fromByteOffset: at, as: UInt32.self))
            at += LogBuffer.lengthBytes
            framing.frame(UnsafeRawBufferPointer(start: taken.base + at, count: length), into: &unwritten)
            at += length
        }
        taken.count = 0
        taken.shrink(to: LogLimits.writeBytes + LogFormat.blockBytes)
    }
}
