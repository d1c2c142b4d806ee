/// What kind of thing a value is, as people see it.
public enum ValueType: Sendable, Hashable {
    /// Integers and floating-point numbers, not-a-number and the infinities included.
    case number
    case string
    case boolean
    case null
    case list
    /// A JSON object that is one value; the name is its `_type`, `nil` when it has none.
    case object(String?)
}

/// Of which types the values of one key of a stream are.
public struct KeyKind: Sendable, Hashable {
    /// The key as people write it. Keys with different paths may have the same name.
    public let name: String
    /// In no order, each once.
    public let types: [ValueType]

    public init(name: String, types: [ValueType]) {
        self.name = name
        self.types = types
    }
}

/// One key of a stream with all that is known without reading its values.
public struct KeyInfo: Sendable, Hashable {
    /// The key as people write it: path components joined by dots.
    public let name: String
    /// The components; a literal dot stays inside its component.
    public let path: [String]
    /// How many values of each type.
    public let counts: [ValueType: Int]
    public let firstStep: Int64
    public let lastStep: Int64
    /// Whether all values are numbers that never fall as the step grows.
    public let isMonotonic: Bool
    /// The value at the highest step, as JSON text.
    public let lastValue: String

    public init(
        name: String, path: [String], counts: [ValueType: Int], firstStep: Int64, lastStep: Int64, isMonotonic: Bool,
        lastValue: String
    ) {
        self.name = name
        self.path = path
        self.counts = counts
        self.firstStep = firstStep
        self.lastStep = lastStep
        self.isMonotonic = isMonotonic
        self.lastValue = lastValue
    }
}
