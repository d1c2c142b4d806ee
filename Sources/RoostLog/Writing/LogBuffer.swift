/// Records that wait in memory for the file: each its length and its message, or a row of a known shape as words.
///
/// The text of numbers, checksums and blocks come later, when the file is written: whoever logs does not wait for them.
struct LogBuffer: ~Copyable, Sendable {
    /// What begins a record: the length of its message, or the mark and a shape's index.
    static let tagBytes = 4
    static let rowMark: UInt32 = 1 << 31
    /// After a row's tag: its step; the words follow.
    static let rowHeadBytes = tagBytes + 8

    private(set) var pending = ByteRegion(capacity: LogLimits.writeBytes + LogFormat.blockBytes)
    private(set) var recordCount: Int64 = 0
    private var row = HistoryRow()
    private var heads: [RowHead] = []

    /// Keeps a shape of rows; `nil` when there are too many.
    mutating func shape(_ columns: [RowShape.Column]) -> RowShape? {
        guard heads.count < LogLimits.shapes, let head = RowHead(columns) else { return nil }
        heads.append(head)
        return RowShape(index: heads.count - 1, count: columns.count)
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

    /// Appends a history record as words.
    mutating func history(step: Int64, _ shape: RowShape, _ words: Span<UInt64>) {
        precondition(words.count == shape.count, "\(words.count) words of a row, its shape has \(shape.count)")
        pending.reserve(LogBuffer.rowHeadBytes + words.count * 8)
        pending.put(word: LogBuffer.rowMark | UInt32(truncatingIfNeeded: shape.index))
        pending.put(word: UInt64(bitPattern: step))
        words.bytes.withUnsafeBytes { pending.put($0) }
        recordCount += 1
    }

    /// Exchanges what waits for the room of a file that has taken all of what it was given before.
    mutating func exchange(_ file: inout LogFile) {
        file.take(&pending, heads)
    }

    private func check(_ length: Int) throws(LogError) {
        if length > LogLimits.recordBytes { throw .recordTooLarge(bytes: length) }
    }

    @inline(__always)
    private mutating func put(_ payload: UnsafeRawBufferPointer) {
        pending.reserve(payload.count + LogBuffer.tagBytes)
        pending.put(word: UInt32(truncatingIfNeeded: payload.count))
        pending.put(payload)
        recordCount += 1
    }
}
