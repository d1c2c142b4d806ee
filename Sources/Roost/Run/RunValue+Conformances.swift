import RoostJSON

extension Double: RunValueConvertible {
    /// A number.
    public var runValue: RunValue { .number(self) }
}

extension Float: RunValueConvertible {
    /// The double with the same shortest decimal: 0.1 stays 0.1.
    public var runValue: RunValue { .number(isFinite ? Double(description) ?? Double(self) : Double(self)) }
}

extension Int: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension Int8: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension Int16: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension Int32: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension Int64: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(self) }
}

extension UInt: RunValueConvertible {
    /// Beyond 63 bits a double.
    public var runValue: RunValue { Int64(exactly: self).map(RunValue.integer) ?? .number(Double(self)) }
}

extension UInt8: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension UInt16: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension UInt32: RunValueConvertible {
    /// An integer.
    public var runValue: RunValue { .integer(Int64(self)) }
}

extension UInt64: RunValueConvertible {
    /// Beyond 63 bits a double.
    public var runValue: RunValue { Int64(exactly: self).map(RunValue.integer) ?? .number(Double(self)) }
}

extension Bool: RunValueConvertible {
    /// `true` or `false`.
    public var runValue: RunValue { .bool(self) }
}

extension String: RunValueConvertible {
    /// A text.
    public var runValue: RunValue { .string(self) }
}

extension Substring: RunValueConvertible {
    /// A text.
    public var runValue: RunValue { .string(String(self)) }
}

extension Optional: RunValueConvertible where Wrapped: RunValueConvertible {
    /// The value, or null.
    public var runValue: RunValue { self?.runValue ?? .null }
}

extension Array: RunValueConvertible where Element: RunValueConvertible {
    /// The elements in their order.
    public var runValue: RunValue { .array(map(\.runValue)) }
}

extension Dictionary: RunValueConvertible where Key == String, Value: RunValueConvertible {
    /// The members in the order of their keys, so that equal dictionaries log equally.
    public var runValue: RunValue {
        .object(sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.runValue) })
    }
}

extension Media {
    /// The value, whose files are written when it is logged.
    public var runValue: RunValue { .media(self) }
}

extension CustomChart: RunValueConvertible {
    /// The chart.
    public var runValue: RunValue { .chart(self) }
}

extension JSON: RunValueConvertible {
    /// The same value.
    public var runValue: RunValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        case .array(let values): .array(values.map(\.runValue))
        case .object(let members): .object(members.map { (key: $0.key, value: $0.value.runValue) })
        }
    }
}
