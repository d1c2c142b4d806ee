import RoostLog

/// The rows of numbers that a run logs again and again: of such a row nothing is looked up and nothing is encoded on the
/// caller's time; its keys are compared with those of the row before, and its values are copied.
struct RowShapes: Sendable {
    private struct Column: Sendable {
        let key: String
        let kind: RowShape.Kind
        /// Where the summary keeps the key's value.
        let slot: Int
    }

    private struct Known: Sendable {
        let columns: [Column]
        let shape: RowShape
    }

    private var known: [Known] = []
    private var last = 0

    /// Whether no more are kept.
    var isFull: Bool { known.count >= RunLimits.rowShapes }

    /// The shape of a row, if it is known.
    @inline(__always)
    mutating func index<Row: RowSource & ~Escapable>(of row: Row) -> Int? {
        if last < known.count, fits(last, row) { return last }
        for index in known.indices where fits(index, row) {
            last = index
            return index
        }
        return nil
    }

    @inline(__always)
    private func fits<Row: RowSource & ~Escapable>(_ index: Int, _ row: Row) -> Bool {
        known[index].columns.withUnsafeBufferPointer { columns in
            guard columns.count == row.count else { return false }
            for index in columns.indices where !row.has(columns[index].key, columns[index].kind, at: index) {
                return false
            }
            return true
        }
    }

    /// Whether a row is one of numbers.
    static func takes(_ fields: UnsafeBufferPointer<RowField>) -> Bool {
        fields.allSatisfy { $0.value.kind != nil }
    }

    /// Keeps the shape of a row of numbers, whose keys have these slots in the summary.
    ///
    /// - Returns: whether the log has room for it.
    mutating func add(_ fields: UnsafeBufferPointer<RowField>, slots: [Int], to log: LogWriter) -> Bool {
        let columns = zip(fields, slots).compactMap { field, slot in
            field.value.kind.map { Column(key: field.key, kind: $0, slot: slot) }
        }
        let times = [RowShape.Column("_timestamp", .microseconds), RowShape.Column("_runtime", .microseconds)]
        guard let shape = log.shape(columns.map { RowShape.Column($0.key, $0.kind) } + times) else { return false }
        known.append(Known(columns: columns, shape: shape))
        last = known.count - 1
        return true
    }

    /// Writes a row of a known shape to the log and into the summary, and answers the bytes that wait in the log.
    @inline(__always)
    func write<Row: RowSource & ~Escapable>(
        _ row: Row, at index: Int, step: Int64, time: Int64, runtime: Int64, to log: LogWriter,
        _ summary: inout SummaryState
    ) throws(LogError) -> Int {
        let count = row.count
        return try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count + 2) { words throws(LogError) in
            known[index].columns.withUnsafeBufferPointer { columns in
                for column in columns.indices {
                    summary.take(row.value(at: column), at: columns[column].slot)
                    words.initializeElement(at: column, to: row.word(at: column))
                }
            }
            words.initializeElement(at: count, to: UInt64(bitPattern: time))
            words.initializeElement(at: count + 1, to: UInt64(bitPattern: runtime))
            return try log.history(step: step, known[index].shape, words.span)
        }
    }
}
