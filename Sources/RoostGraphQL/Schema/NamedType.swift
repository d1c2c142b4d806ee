import RoostJSON

/// A type of the schema, ready for lookups.
final class NamedType: Sendable {
    enum Kind: Sendable {
        case scalar(ScalarRecord)
        case object(FieldsRecord)
        case interface(FieldsRecord)
        /// The members' indices.
        case union([Int])
        case enumeration(EnumRecord)
        case input(InputRecord)
    }

    /// The type's index in the schema.
    let id: Int
    let name: String
    let description: String?
    let kind: Kind

    init(id: Int, name: String, description: String?, kind: Kind) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
    }

    var isIntrospection: Bool { name.hasPrefix("__") }

    /// Scalars and enums: fields of them have no selection.
    var isLeaf: Bool {
        switch kind {
        case .scalar, .enumeration: true
        default: false
        }
    }

    /// Objects, interfaces and unions: fields of them must have a selection.
    var isComposite: Bool {
        switch kind {
        case .object, .interface, .union: true
        default: false
        }
    }

    var isInput: Bool {
        switch kind {
        case .scalar, .enumeration, .input: true
        default: false
        }
    }

    var isObject: Bool {
        if case .object = kind { true } else { false }
    }

    var isInterface: Bool {
        if case .interface = kind { true } else { false }
    }

    var isAbstract: Bool {
        switch kind {
        case .interface, .union: true
        default: false
        }
    }

    /// The fields of an object or an interface.
    var fields: FieldsRecord? {
        switch kind {
        case .object(let record), .interface(let record): record
        default: nil
        }
    }

    var input: InputRecord? {
        if case .input(let record) = kind { record } else { nil }
    }
}

struct ScalarRecord: Sendable {
    let specifiedBy: String?
    /// Checks a literal or a variable's value, never null.
    let coerceInput: ScalarInput
    /// Checks a resolved value; nil when any value passes.
    let coerceOutput: (@Sendable (JSON) throws -> JSON)?
}

/// How a scalar reads its input.
enum ScalarInput: Sendable {
    case builtin(BuiltinScalar)
    case custom(@Sendable (JSON) throws -> JSON)
}

struct FieldsRecord: Sendable {
    let interfaces: [Int]
    let fields: [OutputField]
    let indices: [String: Int]

    init(interfaces: [Int], fields: [OutputField]) {
        self.interfaces = interfaces
        self.fields = fields
        indices = Dictionary(zip(fields.map(\.name), fields.indices), uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> OutputField? {
        indices[name].map { fields[$0] }
    }
}

/// A field of an object or an interface.
final class OutputField: Sendable {
    let name: String
    let description: String?
    let arguments: [InputValue]
    let type: TypeReference
    let deprecation: String?
    let cost: Int
    /// The field's index in its type, by which its resolver is found.
    let index: Int

    init(
        name: String, description: String?, arguments: [InputValue], type: TypeReference, deprecation: String?,
        cost: Int = 1, index: Int
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.type = type
        self.deprecation = deprecation
        self.cost = cost
        self.index = index
    }

    func argument(_ name: String) -> InputValue? {
        arguments.first { $0.name == name }
    }
}

/// An argument or an input field.
struct InputValue: Sendable {
    let name: String
    let description: String?
    let type: TypeReference
    /// The coerced default; nil when there is none.
    let defaultValue: JSON?
    let deprecation: String?

    /// Whether a request must give it.
    var isRequired: Bool { type.isNonNull && defaultValue == nil }
}

struct EnumRecord: Sendable {
    struct Value: Sendable {
        let name: String
        let description: String?
        let deprecation: String?
    }

    let values: [Value]
    let names: Set<String>

    init(values: [Value]) {
        self.values = values
        names = Set(values.map(\.name))
    }
}

struct InputRecord: Sendable {
    let fields: [InputValue]
    let indices: [String: Int]
    let isOneOf: Bool

    init(fields: [InputValue], isOneOf: Bool) {
        self.fields = fields
        self.isOneOf = isOneOf
        indices = Dictionary(zip(fields.map(\.name), fields.indices), uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> InputValue? {
        indices[name].map { fields[$0] }
    }
}
