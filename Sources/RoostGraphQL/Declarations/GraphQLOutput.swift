import RoostJSON

/// What a resolver answers, before it is checked against the field's type and written.
public enum Resolved: Sendable {
    case null
    case string(String)
    case int(Int64)
    case double(Double)
    case bool(Bool)
    /// A value of a scalar or an enum.
    case leaf(JSON)
    /// Text that is JSON already and is embedded as it is: for big values of scalars. It is not checked.
    case rawJSON(String)
    case object(any GraphQLObject)
    case list([Resolved])
}

/// A value that a resolver may return.
public protocol GraphQLOutput: Sendable {
    var resolved: Resolved { get }
}

/// A value of an object type; its type's fields are resolved from it.
public protocol GraphQLObject: GraphQLOutput {
    /// The object type's name. It tells the concrete type where a field's type is an interface or a union.
    static var graphQLTypeName: String { get }
}

extension GraphQLObject {
    public var resolved: Resolved { .object(self) }
}

/// Text that is JSON already; embedded as it is in place of a scalar's value.
public struct RawJSON: GraphQLOutput {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var resolved: Resolved { .rawJSON(text) }
}

extension Resolved: GraphQLOutput {
    public var resolved: Resolved { self }
}

extension String: GraphQLOutput {
    public var resolved: Resolved { .string(self) }
}

extension Bool: GraphQLOutput {
    public var resolved: Resolved { .bool(self) }
}

extension Int: GraphQLOutput {
    public var resolved: Resolved { .int(Int64(self)) }
}

extension Int64: GraphQLOutput {
    public var resolved: Resolved { .int(self) }
}

extension Double: GraphQLOutput {
    public var resolved: Resolved { .double(self) }
}

extension JSON: GraphQLOutput {
    public var resolved: Resolved { isNull ? .null : .leaf(self) }
}

extension Optional: GraphQLOutput where Wrapped: GraphQLOutput {
    public var resolved: Resolved {
        switch self {
        case .none: .null
        case .some(let value): value.resolved
        }
    }
}

extension Array: GraphQLOutput where Element: GraphQLOutput {
    public var resolved: Resolved { .list(map(\.resolved)) }
}

/// An enum of strings that declares `GraphQLOutput` answers its raw value.
extension RawRepresentable where Self: GraphQLOutput, RawValue == String {
    public var resolved: Resolved { .string(rawValue) }
}
