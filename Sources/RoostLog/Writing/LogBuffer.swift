/// Records, framed, that wait in memory for the file.
struct LogBuffer: ~Copyable, Sendable {
    private(set) var pending = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)
    private(set) var recordCount: Int64 = 0
    private var row = HistoryRow()
    private let crc = CRC32()
    /// Where in its block the next byte goes.
    private var blockOffset = LogFormat.fileHeader.count

    init() {
        LogFormat.fileHeader.withUnsafeBytes { pending.put($0) }
    }

    /// Appends a message under the next number.
    mutating func append(_ record: LogRecord) throws(LogError) {
        var numbered = record
        numbered.num = recordCount + 1
        let bytes: [UInt8]
        do {
            bytes = try numbered.serializedBytes()
        } catch {
            throw .recordTooLarge(bytes: LogLimits.recordBytes + 1)
        }
        try check(bytes.count)
        bytes.withUnsafeBytes { frame($0) }
    }

    /// Appends a history record whose items `fill` writes.
    mutating func history(step: Int64, _ fill: (inout HistoryRow) -> Void) throws(LogError) {
        row.begin()
        fill(&row)
        let payload = row.finish(step: step, number: recordCount + 1)
        try check(payload.count)
        frame(payload)
        row.region.shrink(to: LogLimits.scratchBytes)
    }

    /// Exchanges the bytes that wait for the room of `other`, which is emptied.
    mutating func exchange(_ other: inout ByteRegion) {
        other.count = 0
        swap(&pending, &other)
    }

    /// Puts back, before what waits now, bytes that could not be written.
    mutating func putBack(_ unwritten: borrowing ByteRegion) {
        var whole = ByteRegion(capacity: unwritten.count + pending.count + LogFormat.blockBytes)
        whole.put(unwritten.bytes)
        whole.put(pending.bytes)
        pending = whole
    }

    private func check(_ length: Int) throws(LogError) {
        if length > LogLimits.recordBytes { throw .recordTooLarge(bytes: length) }
    }

    private mutating func frame(_ payload: UnsafeRawBufferPointer) {
        let room = LogFormat.blockBytes - blockOffset
        // The common case: all of it fits the block.
        if payload.count + LogFormat.chunkHeaderBytes <= room {
            pending.reserve(payload.count + LogFormat.chunkHeaderBytes)
            putChunk(.full, payload)
        } else {
            split(payload)
        }
        recordCount += 1
    }

    private mutating func split(_ payload: UnsafeRawBufferPointer) {
        let chunks = payload.count / (LogFormat.blockBytes - LogFormat.chunkHeaderBytes) + 2
        pending.reserve(payload.count + (chunks + 1) * LogFormat.chunkHeaderBytes)
        var start = 0
        var hasBegun = false
        while true {
            let room = LogFormat.blockBytes - blockOffset
            if room < LogFormat.chunkHeaderBytes {
                for _ in 0..<room { pending.put(0) }
                blockOffset = 0
                continue
            }
            let length = min(payload.count - start, room - LogFormat.chunkHeaderBytes)
            let isLast = start + length == payload.count
            let part = UnsafeRawBufferPointer(rebasing: payload[start..<start + length])
            // The first chunk may be empty, when just its header fits the block.
            putChunk(hasBegun ? (isLast ? .last : .middle) : (isLast ? .full : .first), part)
            if isLast { return }
            hasBegun = true
            start += length
        }
    }

    @inline(__always)
    private mutating func putChunk(_ type: ChunkType, _ payload: UnsafeRawBufferPointer) {
        let checksum = crc.checksum(type: type.rawValue, payload: payload)
        let header = pending.base + pending.count
        header.storeBytes(of: checksum.littleEndian, as: UInt32.self)
        header.storeBytes(of: UInt16(truncatingIfNeeded: payload.count).littleEndian, toByteOffset: 4, as: UInt16.self)
        header.storeBytes(of: type.rawValue, toByteOffset: 6, as: UInt8.self)
        pending.count += LogFormat.chunkHeaderBytes
        pending.put(payload)
        blockOffset += LogFormat.chunkHeaderBytes + payload.count
        if blockOffset == LogFormat.blockBytes { blockOffset = 0 }
    }
}
