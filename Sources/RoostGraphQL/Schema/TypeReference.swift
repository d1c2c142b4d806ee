/// A named type with its wrapping lists and non-nulls, as a value that is cheap to take apart.
struct TypeReference: Sendable, Hashable {
    /// The index of the named type in the schema.
    let named: Int
    /// Two bits per wrapper, the outermost lowest; 0 ends.
    private let wrappers: UInt64

    private static let nonNull: UInt64 = 1
    private static let list: UInt64 = 2

    init(named: Int) {
        self.init(named: named, wrappers: 0)
    }

    private init(named: Int, wrappers: UInt64) {
        self.named = named
        self.wrappers = wrappers
    }

    /// Nil when the reference has more wrappers than fit.
    init?(_ node: TypeNode, named: Int) {
        var wrappers: [UInt64] = []
        var rest = node
        while true {
            switch rest {
            case .named:
                guard wrappers.count <= FixedLimits.typeWrappers else { return nil }
                self.init(named: named, wrappers: wrappers.reversed().reduce(0) { $0 << 2 | $1 })
                return
            case .list(let inner, _):
                wrappers.append(Self.list)
                rest = inner
            case .nonNull(let inner, _):
                wrappers.append(Self.nonNull)
                rest = inner
            }
        }
    }

    var isNonNull: Bool { wrappers & 3 == Self.nonNull }
    var isList: Bool { wrappers & 3 == Self.list }

    /// The type inside the outermost wrapper.
    var inner: TypeReference { TypeReference(named: named, wrappers: wrappers >> 2) }

    /// The type without an outermost non-null.
    var nullable: TypeReference { isNonNull ? inner : self }

    /// The type wrapped so that null is refused.
    var required: TypeReference {
        isNonNull ? self : TypeReference(named: named, wrappers: wrappers << 2 | Self.nonNull)
    }

    /// The type without any wrapper.
    var unwrapped: TypeReference { TypeReference(named: named) }

    /// Whether a list stands anywhere in the type.
    var hasList: Bool { isList || (isNonNull && inner.hasList) }

    func text(_ name: String) -> String {
        if isNonNull { return inner.text(name) + "!" }
        if isList { return "[\(inner.text(name))]" }
        return name
    }
}
