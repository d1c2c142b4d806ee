#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The file of a writer, the records that were taken from its buffer, and their blocks until they are written.
struct LogFile: ~Copyable, Sendable {
    let path: String
    private var descriptor: CInt
    /// Records as a ``LogBuffer`` holds them, from `takenStart` on.
    private var taken = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)
    private var takenStart = 0
    private var heads: [RowHead] = []
    private var recordCount: Int64 = 0
    private var row = HistoryRow()
    /// Blocks of the file.
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

    /// Takes the records of a buffer, and leaves it the room of those that were written.
    mutating func take(_ pending: inout ByteRegion, _ heads: [RowHead]) {
        precondition(takenStart == taken.count, "what was taken before is not written")
        taken.count = 0
        takenStart = 0
        taken.shrink(to: LogLimits.writeBytes + LogFormat.blockBytes)
        swap(&pending, &taken)
        self.heads = heads
    }

    /// Writes what was taken; on failure what is not written stays, to be written by the next call.
    mutating func writeTaken() throws(LogError) {
        repeat {
            while takenStart < taken.count, unwritten.count < LogLimits.writeBytes { frameNext() }
            try writeBlocks()
        } while takenStart < taken.count
        unwritten.shrink(to: LogLimits.writeBytes + LogFormat.blockBytes)
    }

    private mutating func writeBlocks() throws(LogError) {
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
    }

    /// Puts the next record that was taken into blocks.
    private mutating func frameNext() {
        recordCount += 1
        let tag = taken.base.loadUnaligned(fromByteOffset: takenStart, as: UInt32.self)
        if tag & LogBuffer.rowMark == 0 {
            let message = taken.base + takenStart + LogBuffer.tagBytes
            framing.frame(UnsafeRawBufferPointer(start: message, count: Int(tag)), into: &unwritten)
            takenStart += LogBuffer.tagBytes + Int(tag)
            return
        }
        let head = heads[Int(tag & ~LogBuffer.rowMark)]
        let step = taken.base.loadUnaligned(fromByteOffset: takenStart + LogBuffer.tagBytes, as: Int64.self)
        row.begin()
        row.add(head, words: taken.base + takenStart + LogBuffer.rowHeadBytes)
        framing.frame(row.finish(step: step, number: recordCount), into: &unwritten)
        takenStart += LogBuffer.rowHeadBytes + head.items.count * 8
    }
}
