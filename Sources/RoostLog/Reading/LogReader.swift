/// Reads the records of a transaction log one after the other, in bounded memory, also of a log that still grows.
///
/// Damage costs the records that it touches and no others: after a chunk that cannot be trusted the reader goes on at
/// the chunk behind it, if that one is intact, and otherwise at the next block.
///
///     var reader = try LogReader(path: "run-abc.wandb")
///     loop: while true {
///         switch try reader.next() {
///         case .record(let payload): print(try payload.record().num)
///         case .fault(let fault): print(fault)
///         case .end: break loop
///         }
///     }
public struct LogReader: ~Copyable, Sendable {
    private var window: LogWindow
    private let crc = CRC32()

    /// Where the next chunk begins.
    private var offset: Int64
    private var needsFileHeader: Bool
    /// The parts of the record whose beginning was read, and where it begins.
    private var partial: Partial?
    /// A stretch that is being skipped.
    private var skip: Skip?

    private struct Partial {
        var bytes: [UInt8]
        let start: Int64
    }

    private struct Skip {
        let start: Int64
        let met: Int64
        let reason: LogFault.Reason
    }

    private enum Chunk {
        case intact(type: ChunkType, length: Int)
        case damaged(LogFault.Reason, length: Int?)
        case missing
    }

    /// Opens a log.
    ///
    /// - Parameters:
    ///   - path: the file; it may still be empty, when its writer has just created it.
    ///   - offset: where to begin: 0, or the ``LogPayload/end`` of a record read earlier.
    /// - Throws: ``LogError/cannotOpen(path:reason:)``.
    public init(path: String, from offset: Int64 = 0) throws(LogError) {
        window = try LogWindow(path: path)
        self.offset = max(offset, Int64(LogFormat.fileHeader.count))
        needsFileHeader = offset == 0
    }

    /// What comes next: a record, a damaged stretch, or the end for now.
    ///
    /// - Throws: ``LogError/notALog(path:)``, ``LogError/unsupportedVersion(path:version:)``, or
    ///   ``LogError/cannotRead(path:offset:reason:)``.
    public mutating func next() throws(LogError) -> LogEntry {
        if needsFileHeader, let entry = try checkFileHeader() { return entry }
        while true {
            let room = LogFormat.blockBytes - Int(offset % Int64(LogFormat.blockBytes))
            if room < LogFormat.chunkHeaderBytes {
                offset += Int64(room)
                continue
            }
            switch try chunk(at: offset) {
            case .missing: return try end()
            case .damaged(let reason, let length):
                beginSkip(reason)
                try resynchronize(room: room, length: length)
            case .intact(let type, let length):
                if let entry = take(type, length) { return entry }
            }
        }
    }

    private mutating func checkFileHeader() throws(LogError) -> LogEntry? {
        let header = LogFormat.fileHeader
        guard try window.holds(header.count, at: 0) else {
            let found = window.copy(window.count(from: 0), at: 0)
            if header.starts(with: found) { return .end(.truncated(offset: 0)) }
            throw .notALog(path: window.path)
        }
        let found = window.copy(header.count, at: 0)
        needsFileHeader = false
        if found == header { return nil }
        if found.dropLast() == header.dropLast() {
            throw .unsupportedVersion(path: window.path, version: found[header.count - 1])
        }
        guard case .intact = try chunk(at: offset) else { throw .notALog(path: window.path) }
        return .fault(LogFault(offset: 0, skipped: Int64(header.count), reason: .fileHeader))
    }

    /// Looks at the chunk at `position`, which is not in a block's padding.
    private mutating func chunk(at position: Int64) throws(LogError) -> Chunk {
        guard try window.holds(LogFormat.chunkHeaderBytes, at: position) else { return .missing }
        let header = window.header(at: position)
        let room = LogFormat.blockBytes - Int(position % Int64(LogFormat.blockBytes)) - LogFormat.chunkHeaderBytes
        guard let type = ChunkType(rawValue: header.type) else { return .damaged(.type(header.type), length: nil) }
        guard header.length <= room else { return .damaged(.length(header.length), length: nil) }
        guard try window.holds(LogFormat.chunkHeaderBytes + header.length, at: position) else { return .missing }
        let found = window.withBytes(header.length, at: position + Int64(LogFormat.chunkHeaderBytes)) {
            crc.checksum(type: header.type, payload: $0)
        }
        if found != header.checksum {
            return .damaged(.checksum(expected: header.checksum, found: found), length: header.length)
        }
        return .intact(type: type, length: header.length)
    }

    /// Uses an intact chunk; `nil` when it completes nothing.
    private mutating func take(_ type: ChunkType, _ length: Int) -> LogEntry? {
        let isStart = type == .full || type == .first
        if isStart {
            if partial != nil { beginSkip(.incompleteRecord) }
            // The chunk is looked at again by the next call.
            if let fault = endSkip() { return .fault(fault) }
        } else if partial == nil {
            beginSkip(.incompleteRecord)
        }
        let start = offset
        let content = offset + Int64(LogFormat.chunkHeaderBytes)
        offset = content + Int64(length)
        if type == .full {
            return .record(LogPayload(bytes: window.copy(length, at: content), offset: start, end: offset))
        }
        if type == .first {
            partial = Partial(bytes: window.copy(length, at: content), start: start)
            return nil
        }
        guard var record = partial.take() else { return nil }
        guard record.bytes.count + length <= LogLimits.recordBytes else {
            skip = Skip(start: record.start, met: start, reason: .tooLarge)
            return nil
        }
        window.withBytes(length, at: content) { record.bytes.append(contentsOf: $0) }
        if type == .last {
            return .record(LogPayload(bytes: record.bytes, offset: record.start, end: offset))
        }
        partial = record
        return nil
    }

    private mutating func beginSkip(_ reason: LogFault.Reason) {
        let start = partial.take()?.start ?? offset
        if skip == nil { skip = Skip(start: start, met: offset, reason: reason) }
    }

    private mutating func endSkip() -> LogFault? {
        guard let skipped = skip.take() else { return nil }
        return LogFault(offset: skipped.met, skipped: offset - skipped.start, reason: skipped.reason)
    }

    private mutating func resynchronize(room: Int, length: Int?) throws(LogError) {
        if let length {
            let behind = offset + Int64(LogFormat.chunkHeaderBytes + length)
            let left = room - LogFormat.chunkHeaderBytes - length
            if left >= LogFormat.chunkHeaderBytes, case .intact = try chunk(at: behind) {
                offset = behind
                return
            }
        }
        offset += Int64(room)
    }

    private mutating func end() throws(LogError) -> LogEntry {
        if skip != nil {
            // What is skipped ends with the file, which may be before the block that would come next.
            let size = try window.size()
            if let skipped = skip.take(), size > skipped.start {
                let reached = min(offset, size)
                return .fault(LogFault(offset: skipped.met, skipped: reached - skipped.start, reason: skipped.reason))
            }
        }
        if let partial { return .end(.truncated(offset: partial.start)) }
        return .end(window.count(from: offset) > 0 ? .truncated(offset: offset) : .clean)
    }
}
