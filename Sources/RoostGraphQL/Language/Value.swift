/// A name and where it stands.
struct Name: Sendable {
    let text: String
    let offset: Int
}

/// A literal or a variable, as written.
struct Value: Sendable {
    indirect enum Kind: Sendable {
        case variable(String)
        /// The digits as written.
        case int(String)
        /// The number as written.
        case float(String)
        case string(String, isBlock: Bool)
        case boolean(Bool)
        case null
        case enumeration(String)
        case list([Value])
        case object([ObjectField])
    }

    struct ObjectField: Sendable {
        let name: Name
        let value: Value
    }

    let kind: Kind
    let offset: Int

    var isNull: Bool {
        if case .null = kind { true } else { false }
    }
}

/// A reference to a type, as written.
indirect enum TypeNode: Sendable {
    case named(Name)
    case list(TypeNode, offset: Int)
    case nonNull(TypeNode, offset: Int)

    var offset: Int {
        switch self {
        case .named(let name): name.offset
        case .list(_, let offset), .nonNull(_, let offset): offset
        }
    }

    /// The innermost type's name.
    var name: Name {
        switch self {
        case .named(let name): name
        case .list(let inner, _), .nonNull(let inner, _): inner.name
        }
    }

    var isNonNull: Bool {
        if case .nonNull = self { true } else { false }
    }

    /// The reference in GraphQL syntax.
    var text: String {
        switch self {
        case .named(let name): name.text
        case .list(let inner, _): "[\(inner.text)]"
        case .nonNull(let inner, _): "\(inner.text)!"
        }
    }
}

struct Argument: Sendable {
    let name: Name
    let value: Value
}

struct Directive: Sendable {
    let name: Name
    let arguments: [Argument]
    let offset: Int
}
