import FoundationEssentials

/// A value that goes into or comes out of a SQL statement.
public enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case double(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue {
    public init(_ value: Int64?) { self = value.map(SQLValue.int) ?? .null }
    public init(_ value: Int?) { self = value.map { .int(Int64($0)) } ?? .null }
    public init(_ value: Double?) { self = value.map(SQLValue.double) ?? .null }
    public init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
    public init(_ value: [UInt8]?) { self = value.map(SQLValue.blob) ?? .null }

    /// Booleans are kept as the integers 0 and 1, which every database has.
    public init(_ value: Bool) { self = .int(value ? 1 : 0) }

    /// Times are kept as whole microseconds since 1970-01-01T00:00:00Z.
    public init(_ value: Date?) { self = value.map { .int($0.microseconds) } ?? .null }

    /// The name of a kind of value, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .int: "an integer"
        case .double: "a number"
        case .text: "text"
        case .blob: "bytes"
        }
    }
}

extension Date {
    /// Whole microseconds since 1970-01-01T00:00:00Z, the precision that the catalog keeps.
    public var microseconds: Int64 {
        let value = (timeIntervalSince1970 * 1_000_000).rounded()
        return Int64(exactly: value) ?? (value < 0 ? .min : .max)
    }

    /// The time that lies so many microseconds after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }
}
