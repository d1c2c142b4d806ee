import RoostJSON

/// What the runs of a group share in one field.
enum RunGroupValue: Sendable, Hashable {
    case missing
    case number(Double)
    case bool(Bool)
    /// Microseconds since 1970.
    case time(Int64)
    case text(String)
    /// JSON text of a list.
    case list(String)

    /// Numbers and times come before booleans, those before texts and lists.
    private var rank: Int64 {
        switch self {
        case .number: 0
        case .time: 1
        case .bool: 2
        case .text: 3
        case .list: 4
        case .missing: 5
        }
    }

    /// Less than 0 when `self` comes before `other`, greater when behind. What is missing comes last either way.
    func compared(to other: RunGroupValue, isDescending: Bool) -> Int {
        if rank != other.rank { return rank < other.rank ? -1 : 1 }
        let isBefore: Bool
        switch (self, other) {
        case _ where self == other: return 0
        case (.number(let one), .number(let two)): isBefore = one < two
        case (.time(let one), .time(let two)): isBefore = one < two
        case (.bool(let one), .bool(let two)): isBefore = !one && two
        case (.text(let one), .text(let two)), (.list(let one), .list(let two)):
            isBefore = one.utf8.lexicographicallyPrecedes(two.utf8)
        default: return 0
        }
        return isBefore != isDescending ? -1 : 1
    }

    func write(into writer: inout JSONWriter) {
        switch self {
        case .missing: writer.write(raw: "null")
        case .number(let value): writer.write(value.json)
        case .bool(let value): writer.write(raw: value ? "true" : "false")
        case .time(let value): writer.write(string: Timestamp.text(microseconds: value))
        case .text(let value): writer.write(string: value)
        case .list(let text):
            // The index keeps the start of a long list only, which is no JSON.
            if text.utf8.count < Limits.indexedTextBytes - 3 || (try? JSON(parsing: text)) != nil {
                writer.write(raw: text)
            } else {
                writer.write(string: text)
            }
        }
    }

    // MARK: - Cursors

    var cursorValues: [SQLValue] {
        switch self {
        case .missing: [.int(rank), .null]
        case .number(let value): [.int(rank), .double(value)]
        case .bool(let value): [.int(rank), .int(value ? 1 : 0)]
        case .time(let value): [.int(rank), .int(value)]
        case .text(let value), .list(let value): [.int(rank), .text(value)]
        }
    }

    /// `nil` when a cursor does not hold a value there.
    init?(rank: SQLValue, _ value: SQLValue) {
        switch (rank, value) {
        case (.int(0), .double(let value)): self = .number(value)
        case (.int(1), .int(let value)): self = .time(value)
        case (.int(2), .int(let value)): self = .bool(value == 1)
        case (.int(3), .text(let value)): self = .text(value)
        case (.int(4), .text(let value)): self = .list(value)
        case (.int(5), .null): self = .missing
        default: return nil
        }
    }
}
