import RoostJSON

/// A value that a run's history, summary or config can hold.
///
/// Most code never names it: `run.log(["loss": loss, "image": image])` takes every ``RunValueConvertible`` as it is.
/// Its literals build mixed lists and objects: `["depth": 2, "kind": "mlp"] as RunValue`.
public enum RunValue: Sendable {
    /// A number with a fraction, not-a-number or an infinity.
    case number(Double)
    /// An integer of 64 bits, exactly.
    case integer(Int64)
    /// `true` or `false`.
    case bool(Bool)
    /// A text.
    case string(String)
    /// Nothing; it is no part of the summary.
    case null
    /// Values in their order.
    case array([RunValue])
    /// The members in their order; of two with the same key the later counts.
    case object([(key: String, value: RunValue)])
    /// An image, a sound, a table and so on; no part of a config.
    indirect case media(any Media)
    /// A chart over a table; no part of a config.
    indirect case chart(CustomChart)
}

/// Something that can be logged or configured as it is.
///
/// Numbers, strings, booleans, optionals, arrays, dictionaries with text keys, JSON and all media conform. Give your own
/// types one line:
///
/// ```swift
/// extension Celsius: RunValueConvertible {
///     var runValue: RunValue { .number(degrees) }
/// }
/// ```
public protocol RunValueConvertible {
    /// What is logged.
    var runValue: RunValue { get }
}

extension RunValue: RunValueConvertible {
    /// The value itself.
    public var runValue: RunValue { self }
}

extension RunValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: RunValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, RunValue)...) {
        self = .object(elements.map { (key: $0.0, value: $0.1) })
    }
}

extension RunValue {
    /// The number of `.number`, `.integer` or `.bool` (1 and 0).
    public var doubleValue: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }

    /// The integer, also of a whole number.
    public var intValue: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The text of `.string`; `nil` for other values.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The flag of `.bool`; `nil` for other values.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements of `.array`; `nil` for other values.
    public var arrayValue: [RunValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The member `key` of an object; `nil` when there is none or this is no object.
    public subscript(key: String) -> RunValue? {
        if case .object(let members) = self { members.last { $0.key == key }?.value } else { nil }
    }

    /// Whether a media value or a chart is in it, at any depth.
    var hasMedia: Bool {
        switch self {
        case .media, .chart: true
        case .array(let values): values.contains { $0.hasMedia }
        case .object(let members): members.contains { $0.value.hasMedia }
        default: false
        }
    }
}
