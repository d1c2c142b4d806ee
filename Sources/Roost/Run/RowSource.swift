import RoostLog

/// A row as it is logged: keys with values.
protocol RowSource: ~Escapable {
    var count: Int { get }
    /// Whether a value is the one of this key and kind.
    func has(_ key: String, _ kind: RowShape.Kind, at index: Int) -> Bool
    /// A number, an integer or a boolean.
    func value(at index: Int) -> RunValue
    /// The same as a column of its kind keeps it.
    func word(at index: Int) -> UInt64
}

/// A row of doubles, of which nothing is copied.
struct NumberRow: RowSource, ~Escapable {
    private let pairs: Span<(key: String, value: Double)>

    @_lifetime(copy pairs)
    init(_ pairs: Span<(key: String, value: Double)>) { self.pairs = pairs }

    var count: Int { pairs.count }

    @inline(__always)
    func has(_ key: String, _ kind: RowShape.Kind, at index: Int) -> Bool {
        kind == .number && pairs[index].key == key
    }

    @inline(__always)
    func value(at index: Int) -> RunValue { .number(pairs[index].value) }

    @inline(__always)
    func word(at index: Int) -> UInt64 { pairs[index].value.bitPattern }
}

/// A row of any values.
struct FieldRow: RowSource {
    let fields: UnsafeBufferPointer<RowField>

    var count: Int { fields.count }

    @inline(__always)
    func has(_ key: String, _ kind: RowShape.Kind, at index: Int) -> Bool {
        fields[index].value.kind == kind && fields[index].key == key
    }

    @inline(__always)
    func value(at index: Int) -> RunValue { fields[index].value }

    @inline(__always)
    func word(at index: Int) -> UInt64 {
        switch fields[index].value {
        case .number(let value): value.bitPattern
        case .integer(let value): UInt64(bitPattern: value)
        case .bool(let value): value ? 1 : 0
        default: 0
        }
    }
}

extension RunValue {
    /// The kind of a column that keeps such values as words; `nil` for what is no number.
    @inline(__always)
    var kind: RowShape.Kind? {
        switch self {
        case .number: .number
        case .integer: .integer
        case .bool: .bool
        default: nil
        }
    }
}
