import RoostJSON

/// A cell of a table: a plain value, or an image, a sound and so on.
public enum TableCell: Sendable {
    /// A plain value; literals make one.
    case value(JSON)
    /// An image, a sound and so on; not a table.
    case media(any Media)

    /// An integer.
    public static func integer(_ value: Int) -> TableCell { .value(.int(Int64(value))) }
    /// A number.
    public static func number(_ value: Double) -> TableCell { .value(.number(value)) }
    /// A text.
    public static func string(_ value: String) -> TableCell { .value(.string(value)) }
    /// `true` or `false`.
    public static func bool(_ value: Bool) -> TableCell { .value(.bool(value)) }
    /// An empty cell, which fits every column.
    public static let null = TableCell.value(.null)

    /// What the JSON copy of a table shows: media only by their kind.
    var copy: JSON {
        switch self {
        case .value(let value): value
        case .media(let media): .string(type(of: media).className)
        }
    }
}

extension TableCell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .value(.string(value)) }
    public init(integerLiteral value: Int64) { self = .value(.int(value)) }
    public init(floatLiteral value: Double) { self = .value(.number(value)) }
    public init(booleanLiteral value: Bool) { self = .value(.bool(value)) }
    public init(nilLiteral: ()) { self = .value(.null) }
    public init(arrayLiteral elements: JSON...) { self = .value(.array(elements)) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .value(.object(JSONObject(elements, uniquingKeysWith: { $1 })))
    }
}
