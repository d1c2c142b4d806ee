import FoundationEssentials

/// One row of an answer: its values in the order of the selected columns.
public struct SQLRow: Sendable, Hashable {
    public let values: [SQLValue]

    public init(_ values: [SQLValue]) {
        self.values = values
    }
}

/// Reads the values of a row one after the other, in the order of the selected columns.
struct SQLRowReader {
    private let values: [SQLValue]
    private var index = 0

    init(_ row: SQLRow) {
        values = row.values
    }

    mutating func optionalInt() throws(CatalogError) -> Int64? {
        switch try next() {
        case .null: nil
        case .int(let value): value
        case let value: throw mismatch("an integer", value)
        }
    }

    mutating func optionalDouble() throws(CatalogError) -> Double? {
        switch try next() {
        case .null: nil
        case .int(let value): Double(value)
        case .double(let value): value
        case let value: throw mismatch("a number", value)
        }
    }

    mutating func optionalText() throws(CatalogError) -> String? {
        switch try next() {
        case .null: nil
        case .text(let value): value
        case let value: throw mismatch("text", value)
        }
    }

    mutating func optionalDate() throws(CatalogError) -> Date? {
        try optionalInt().map(Date.init(microseconds:))
    }

    mutating func int() throws(CatalogError) -> Int64 {
        guard let value = try optionalInt() else { throw mismatch("an integer", .null) }
        return value
    }

    mutating func bool() throws(CatalogError) -> Bool {
        try int() != 0
    }

    mutating func text() throws(CatalogError) -> String {
        guard let value = try optionalText() else { throw mismatch("text", .null) }
        return value
    }

    mutating func blob() throws(CatalogError) -> [UInt8] {
        switch try next() {
        case .blob(let value): value
        case let value: throw mismatch("bytes", value)
        }
    }

    mutating func date() throws(CatalogError) -> Date {
        Date(microseconds: try int())
    }

    /// A text column that holds one of an enumeration's raw values.
    mutating func raw<Value: RawRepresentable<String>>(_ type: Value.Type) throws(CatalogError) -> Value {
        let text = try text()
        guard let value = Value(rawValue: text) else {
            throw CatalogError.database("column \(index): \"\(text)\" is no \(Value.self)")
        }
        return value
    }

    private mutating func next() throws(CatalogError) -> SQLValue {
        guard index < values.count else {
            throw CatalogError.database("column \(index + 1): the row has only \(values.count)")
        }
        index += 1
        return values[index - 1]
    }

    private func mismatch(_ expected: String, _ value: SQLValue) -> CatalogError {
        .database("column \(index): expected \(expected), got \(value.kind)")
    }
}
