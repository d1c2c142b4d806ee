/// The keys and the kinds of a row of numbers that recurs. Rows of a shape are kept as plain words until the file is
/// written: whoever logs them does not wait for their text.
///
/// A shape is of use to the writer that gave it alone; see ``LogWriter/shape(_:)``.
public struct RowShape: Sendable {
    /// What the words of a column are.
    public enum Kind: Sendable, Hashable {
        /// The bit patterns of doubles: written as the shortest decimal, `NaN`, `Infinity` or `-Infinity`.
        case number
        /// The bit patterns of 64-bit integers.
        case integer
        /// `false` where a word is 0, else `true`.
        case bool
        /// Integers too: counts of microseconds, written in seconds.
        case microseconds
    }

    /// A key and the kind of its values.
    public struct Column: Sendable, Hashable {
        public var key: String
        public var kind: Kind

        public init(_ key: String, _ kind: Kind) {
            self.key = key
            self.kind = kind
        }
    }

    let index: Int
    /// The values of a row.
    public let count: Int
}

/// A shape as the writer of the file needs it.
struct RowHead: Sendable {
    struct Item: Sendable {
        let kind: RowShape.Kind
        /// What precedes the value's bytes, with one byte left for each length.
        let bytes: [UInt8]
    }

    let items: [Item]

    /// `nil` for a row that is too large.
    init?(_ columns: [RowShape.Column]) {
        guard columns.count <= LogLimits.shapeColumns,
            columns.reduce(0, { $0 + $1.key.utf8.count }) <= LogLimits.shapeKeyBytes
        else { return nil }
        items = columns.map { Item(kind: $0.kind, bytes: HistoryRow.itemHead($0.key)) }
    }
}
