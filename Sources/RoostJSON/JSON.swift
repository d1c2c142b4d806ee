import OrderedCollections

/// A JSON value as experiment trackers need it: the grammar of RFC 8259 plus the bare tokens
/// `NaN`, `Infinity` and `-Infinity` (which Python's `json` writes and reads), with integers kept
/// apart from floating-point numbers and object members kept in their order.
public indirect enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer literal that fits 64 bits, exactly.
    case int(Int64)
    /// Any other number: fractions, exponents, not-a-number, the infinities, and integer literals beyond 64 bits.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in their order.
    case array([JSON])
    /// Members in their order.
    case object(JSONObject)
}

/// The members of a JSON object in the order in which they were written.
public typealias JSONObject = OrderedDictionary<String, JSON>

extension JSON {
    /// The empty object, `{}`.
    public static let emptyObject = JSON.object([:])

    /// Whether it is `null`.
    public var isNull: Bool { self == .null }

    /// The flag; `nil` for other values.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, also when it is written as a whole floating-point number (`3.0`).
    public var intValue: Int64? {
        switch self {
        case .int(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The number as a double; integers beyond 2^53 are rounded.
    public var doubleValue: Double? {
        switch self {
        case .int(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The text; `nil` for other values.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements; `nil` for other values.
    public var arrayValue: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members; `nil` for other values.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member `key` of an object; `nil` when there is none or this is no object.
    public subscript(key: String) -> JSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(nilLiteral: ()) { self = .null }

    /// A later member with the same key replaces an earlier one.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements, uniquingKeysWith: { $1 }))
    }
}
