/// Rows of one stream as columns, ready to be stored.
public struct RowBatch: Sendable {
    public let stream: RunStream
    /// The number of the first line.
    public let offset: Int64
    /// How many lines the client sent, blank ones included.
    public let lineCount: Int
    /// A digest of the lines, by which a repeated request is known.
    public let contentHash: UInt64
    /// The line of each row, counted from the first line of the batch.
    let lines: Positions
    /// The step that each row names; `nil` for all when the stream's steps are line numbers.
    let steps: [Int64]?
    let columns: [BatchColumn]

    /// Stands in `steps` for a row that names none.
    static let missingStep = Int64.min

    /// How many rows.
    public var rowCount: Int { lines.count }

    /// How many values, steps not counted.
    public var valueCount: Int { columns.reduce(0) { $0 + $1.values.count } }

    /// The names of the keys that have a value in these rows, as people write them.
    public var keyNames: [String] { columns.map(\.path.name) }

    /// The number of the line after the last.
    var end: Int64 { offset + Int64(lineCount) }

    /// Scans lines as a client would stream them.
    ///
    /// - Parameters:
    ///   - offset: the number of the first line.
    ///   - readsLabels: whether `[label] ` in front of a console line is the name of a writer.
    public init(
        stream: RunStream, offset: Int64, lines: [String], readsLabels: Bool = false
    ) throws(HistoryError) {
        var builder = RowBatchBuilder(stream: stream, readsLabels: readsLabels)
        var hash = ContentHash()
        for line in lines {
            let bytes = [UInt8](line.utf8)
            try builder.append(line: bytes.span, at: 0)
            hash.combine(bytes.span)
        }
        guard offset >= 0, offset <= Limits.lineNumber - Int64(lines.count) else {
            throw .invalidArgument(name: "offset", value: "\(offset)", expected: "a line number from 0 to 2^40")
        }
        self = builder.finish(offset: offset, contentHash: hash.value)
    }

    init(
        stream: RunStream, offset: Int64, lineCount: Int, contentHash: UInt64, lines: Positions, steps: [Int64]?,
        columns: [BatchColumn]
    ) {
        self.stream = stream
        self.offset = offset
        self.lineCount = lineCount
        self.contentHash = contentHash
        self.lines = lines
        self.steps = steps
        self.columns = columns
    }
}
