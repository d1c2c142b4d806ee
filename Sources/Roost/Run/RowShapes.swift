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
    mutating func index(of fields: UnsafeBufferPointer<RowField>) -> Int? {
        if last < known.count, fits(last, fields) { return last }
        for index in known.indices where fits(index, fields) {
            last = index
            return index
        }
        return nil
    }

    @inline(__always)
    private func fits(_ index: Int, _ fields: UnsafeBufferPointer<RowField>) -> Bool {
        known[index].columns.withUnsafeBufferPointer { columns in
            guard columns.count == fields.count else { return false }
            for (column, field) in zip(columns, fields)
            where column.kind != Self.kind(of: field.value) || column.key != field.key { return false }
            return true
        }
    }

    @inline(__always)
    private static func kind(of value: RunValue) -> RowShape.Kind? {
        switch value {
        case .number: .number
        case .integer: .integer
        case .bool: .bool
        default: nil
        }
    }

    /// Whether a row is one of numbers.
    static func takes(_ fields: UnsafeBufferPointer<RowField>) -> Bool {
        fields.allSatisfy { kind(of: $0.value) != nil }
    }

    /// Keeps the shape of a row of numbers, whose keys have these slots in the summary; `nil` when the log does not.
    mutating func add(_ fields: UnsafeBufferPointer<RowField>, slots: [Int], to log: LogWriter) -> Int? {
        let columns = zip(fields, slots).compactMap { field, slot in
            Self.kind(of: field.value).map { Column(key: field.key, kind: $0, slot: slot) }
        }
        let times = [RowShape.Column("_timestamp", .microseconds), RowShape.Column("_runtime", .microseconds)]
        guard let shape = log.shape(columns.map { RowShape.Column($0.key, $0.kind) } + times) else { return nil }
        known.append(Known(columns: columns, shape: shape))
        last = known.count - 1
        return last
    }

    /// Writes a row of a known shape to the log and into the summary, and answers the bytes that wait in the log.
    func write(
        _ fields: UnsafeBufferPointer<RowField>, at index: Int, step: Int64, time: Int64, runtime: Int64,
        to log: LogWriter, _ summary: inout SummaryState
    ) throws(LogError) -> Int {
        known[index].columns.withUnsafeBufferPointer { columns in
            for (column, field) in zip(columns, fields) { summary.take(field.value, at: column.slot) }
        }
        return try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: fields.count + 2) {
            words throws(LogError) in
            for column in 0..<fields.count {
                words.initializeElement(at: column, to: Self.word(fields[column].value))
            }
            words.initializeElement(at: fields.count, to: UInt64(bitPattern: time))
            words.initializeElement(at: fields.count + 1, to: UInt64(bitPattern: runtime))
            return try log.history(step: step, known[index].shape, words.span)
        }
    }

    @inline(__always)
    private static func word(_ value: RunValue) -> UInt64 {
        switch value {
        case .number(let value): value.bitPattern
        case .integer(let value): UInt64(bitPattern: value)
        case .bool(let value): value ? 1 : 0
        default: 0
        }
    }
}
