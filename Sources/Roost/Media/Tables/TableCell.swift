import RoostJSON

/// A cell of a table: a plain value, or an image, a sound and so on.
public enum TableCell: Sendable {
    case value(JSON)
    case media(any Media)

    /// An integer.
    public static func integer(_ value: Int) -> TableCell { .value(.int(Int64(value))) }
    public static func number(_ value: Double) -> TableCell { .value(.number(value)) }
    public static func string(_ value: String) -> TableCell { .value(.string(value)) }
    public static func bool(_ value: Bool) -> TableCell { .value(.bool(value)) }
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
