/// One row as JSON text.
public struct HistoryRow: Sendable, Hashable {
    public let step: Int64
    /// The row as a JSON object, nested as it was logged; rows of metrics carry `_step`. Not-a-number and the
    /// infinities are the bare tokens `NaN`, `Infinity` and `-Infinity`.
    public let json: String

    public init(step: Int64, json: String) {
        self.step = step
        self.json = json
    }
}

/// Rows in the order of their steps, held as one piece of UTF-8 text.
public struct RowPage: Sendable, Hashable {
    /// The step of each row.
    public internal(set) var steps: [Int64] = []
    /// The texts of the rows one after the other.
    public internal(set) var text: [UInt8] = []
    /// Where the text of each row ends.
    public internal(set) var ends: [Int] = []
    /// The step at which the next page starts; `nil` when this is the last.
    public internal(set) var nextStep: Int64?

    public init() {}

    /// The bytes of the row at `index`.
    public func bytes(at index: Int) -> ArraySlice<UInt8> {
        text[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}

extension RowPage: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { steps.count }

    public subscript(index: Int) -> HistoryRow {
        HistoryRow(step: steps[index], json: String(decoding: bytes(at: index), as: UTF8.self))
    }
}

/// What was written after a given write.
public enum RowDelta: Sendable, Hashable {
    /// All rows written after it (rows written before it may be among them, in their present state), and the number of
    /// the latest write.
    case rows(RowPage, lastSequence: Int64)
    /// More rows than asked for, or the stream was rewound: read it anew, then go on from this number.
    case stale(lastSequence: Int64)
}
