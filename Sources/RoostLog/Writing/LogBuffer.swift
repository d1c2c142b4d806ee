/// Records that wait in memory for the file: each its length, then its message.
///
/// Checksums and blocks come later, when the file is written: whoever logs does not wait for them.
struct LogBuffer: ~Copyable, Sendable {
    static let lengthBytes = 4

    private(set) var pending = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)
    private(set) var recordCount: Int64 = 0
    private var row = HistoryRow()

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
        bytes.withUnsafeBytes { put($0) }
    }

    /// Appends a history record whose items `fill` writes.
    @inline(__always)
    mutating func history(step: Int64, _ fill: (inout HistoryRow) -> Void) throws(LogError) {
        row.begin()
        fill(&row)
        let payload = row.finish(step: step, number: recordCount + 1)
        try check(payload.count)
        put(payload)
        row.region.shrink(to: LogLimits.scratchBytes)
    }

    /// Exchanges the bytes that wait for the room of `other`, which is emptied.
    mutating func exchange(_ other: inout ByteRegion) {
        other.count = 0
        swap(&pending, &other)
    }

    private func check(_ length: Int) throws(LogError) {
        if length > LogLimits.recordBytes { throw .recordTooLarge(bytes: length) }
    }

    @inline(__always)
    private mutating func put(_ payload: UnsafeRawBufferPointer) {
        pending.reserve(payload.count + LogBuffer.lengthBytes)
        pending.put(length: UInt32(truncatingIfNeeded: payload.count))
        pending.put(payload)
        recordCount += 1
    }
}
