import RoostJSON

/// The arguments of one field, or the fields of an input object in them, coerced to their declared types:
/// numbers of `Int` and `Int64` are integers, `ID`, `String` and enum values strings, defaults are filled in.
public struct Arguments: Sendable, Hashable {
    /// Name to value. A name that the request left out and that has no default is absent; null is present.
    public let values: JSONObject
    /// Where the values stand, for messages: empty, or the path to this input object with a dot behind it.
    private let prefix: String

    /// No arguments.
    public init() {
        self.init([:])
    }

    public init(_ values: JSONObject) {
        self.init(values, prefix: "")
    }

    private init(_ values: JSONObject, prefix: String) {
        self.values = values
        self.prefix = prefix
    }

    /// Whether the request gave the value, null included, or a default did.
    public func contains(_ name: String) -> Bool { values[name] != nil }

    /// Whether the value is present and null.
    public func isNull(_ name: String) -> Bool { values[name]?.isNull ?? false }

    /// The value; nil when it is absent or null.
    public func json(_ name: String) -> JSON? {
        guard let value = values[name], !value.isNull else { return nil }
        return value
    }

    public func optionalString(_ name: String) -> String? { values[name]?.stringValue }
    public func optionalInt(_ name: String) -> Int64? { values[name]?.intValue }
    public func optionalDouble(_ name: String) -> Double? { values[name]?.doubleValue }
    public func optionalBool(_ name: String) -> Bool? { values[name]?.boolValue }
    public func bool(_ name: String, default value: Bool) -> Bool { optionalBool(name) ?? value }

    /// The elements of a list; nil when it is absent or null.
    public func optionalList(_ name: String) -> [JSON]? { values[name]?.arrayValue }

    /// The strings of a list, nulls left out; nil when it is absent or null.
    public func optionalStrings(_ name: String) -> [String]? { optionalList(name)?.compactMap(\.stringValue) }

    /// The elements of a list; empty when it is absent or null.
    public func list(_ name: String) -> [JSON] { optionalList(name) ?? [] }

    /// The strings of a list, nulls left out; empty when it is absent or null.
    public func strings(_ name: String) -> [String] { optionalStrings(name) ?? [] }

    /// The fields of an input object; nil when it is absent or null.
    public func optionalObject(_ name: String) -> Arguments? {
        values[name]?.objectValue.map { Arguments($0, prefix: "\(prefix)\(name).") }
    }

    /// The input objects of a list, nulls left out; empty when it is absent or null.
    public func objects(_ name: String) -> [Arguments] {
        list(name).enumerated().compactMap { index, element in
            element.objectValue.map { Arguments($0, prefix: "\(prefix)\(name)[\(index)].") }
        }
    }

    /// - Throws: ``ArgumentError`` when the value is absent, null or of another kind. Likewise below.
    public func string(_ name: String) throws(ArgumentError) -> String {
        try required(name, "a string", optionalString(name))
    }

    public func int(_ name: String) throws(ArgumentError) -> Int64 {
        try required(name, "an integer", optionalInt(name))
    }

    public func double(_ name: String) throws(ArgumentError) -> Double {
        try required(name, "a number", optionalDouble(name))
    }

    public func bool(_ name: String) throws(ArgumentError) -> Bool {
        try required(name, "true or false", optionalBool(name))
    }

    public func object(_ name: String) throws(ArgumentError) -> Arguments {
        try required(name, "an object", optionalObject(name))
    }

    private func required<Value>(
        _ name: String, _ expected: String, _ value: Value?
    ) throws(ArgumentError) -> Value {
        guard let value else { throw ArgumentError.missing(name: prefix + name, expected: expected) }
        return value
    }
}

/// An argument that the schema lets a request leave out, and that the resolver cannot do without.
public enum ArgumentError: GraphQLFieldError, Hashable {
    case missing(name: String, expected: String)

    public var message: String {
        switch self {
        case .missing(let name, let expected): "Argument '\(name)' is required here and must be \(expected)."
        }
    }
}
