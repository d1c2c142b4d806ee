/// The types of a schema without their resolvers: all that parsing, validation, coercion and introspection need.
final class SchemaModel: Sendable {
    /// In order of their names; a type's index is its id.
    let types: [NamedType]
    let ids: [String: Int]
    let directives: [DirectiveDefinition]
    let query: Int
    let mutation: Int?
    let subscription: Int?
    /// For each interface and union, the object types that it can be; empty for the rest.
    let possibleTypes: [[Int]]
    /// For each interface and union, the object types and interfaces that are one; empty for the rest.
    private let subtypes: [Set<Int>]
    /// The fields that every type or the query root has without declaring them.
    private let metaFields: [String: OutputField]

    init(types: [NamedType], query: Int, mutation: Int?, subscription: Int?) {
        self.types = types
        self.query = query
        self.mutation = mutation
        self.subscription = subscription
        ids = Dictionary(zip(types.map(\.name), types.indices), uniquingKeysWith: { first, _ in first })
        directives = DirectiveDefinition.specified(boolean: ids["Boolean"] ?? 0, string: ids["String"] ?? 0)
        var possibleTypes = [[Int]](repeating: [], count: types.count)
        var subtypes = [Set<Int>](repeating: [], count: types.count)
        for type in types {
            if case .union(let members) = type.kind {
                possibleTypes[type.id] = members
                subtypes[type.id] = Set(members)
            }
            for interface in type.fields?.interfaces ?? [] {
                if type.isObject { possibleTypes[interface].append(type.id) }
                subtypes[interface].insert(type.id)
            }
        }
        self.possibleTypes = possibleTypes
        self.subtypes = subtypes
        metaFields = MetaField.definitions(ids: ids)
    }

    /// The field that a selection on the type names, introspection included.
    func field(_ name: String, on type: Int) -> OutputField? {
        if name.hasPrefix("__"), let field = metaFields[name] {
            let isAllowed = name == MetaField.typename.name ? types[type].isComposite : type == query
            if isAllowed { return field }
        }
        return types[type].fields?[name]
    }

    func type(named name: String) -> NamedType? {
        ids[name].map { types[$0] }
    }

    /// The named type inside a reference.
    func named(_ reference: TypeReference) -> NamedType {
        types[reference.named]
    }

    /// The reference in GraphQL syntax.
    func text(_ reference: TypeReference) -> String {
        reference.text(types[reference.named].name)
    }

    /// A reference as a document writes it; nil when no such type exists.
    func reference(_ node: TypeNode) -> TypeReference? {
        guard let id = ids[node.name.text] else { return nil }
        return TypeReference(node, named: id)
    }

    func directive(_ name: String) -> DirectiveDefinition? {
        directives.first { $0.name == name }
    }

    func rootType(_ kind: OperationKind) -> Int? {
        switch kind {
        case .query: query
        case .mutation: mutation
        case .subscription: subscription
        }
    }

    /// Whether `type` is one of the types that the interface or union `abstract` stands for.
    func isSubtype(_ type: Int, of abstract: Int) -> Bool {
        subtypes[abstract].contains(type)
    }

    /// Whether an object of type `type` passes a fragment's condition.
    func satisfies(_ type: Int, condition: Int) -> Bool {
        type == condition || isSubtype(type, of: condition)
    }

    /// Whether any object could be of both types.
    func overlap(_ first: Int, _ second: Int) -> Bool {
        if first == second { return true }
        if types[first].isAbstract {
            if types[second].isAbstract {
                return possibleTypes[first].contains { isSubtype($0, of: second) }
            }
            return isSubtype(second, of: first)
        }
        return types[second].isAbstract && isSubtype(first, of: second)
    }

    /// Whether a value of type `type` may stand where `expected` is asked for.
    func isSubtype(_ type: TypeReference, of expected: TypeReference) -> Bool {
        if type == expected { return true }
        if expected.isNonNull { return type.isNonNull && isSubtype(type.inner, of: expected.inner) }
        if type.isNonNull { return isSubtype(type.inner, of: expected) }
        if expected.isList { return type.isList && isSubtype(type.inner, of: expected.inner) }
        if type.isList { return false }
        return isSubtype(type.named, of: expected.named)
    }
}
