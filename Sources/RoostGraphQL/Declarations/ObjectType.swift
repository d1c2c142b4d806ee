/// An object type, resolved from values of one Swift type.
public struct ObjectType<Source: GraphQLObject, Context: ExecutionContext>: TypeDeclaration {
    public let name: String
    public let description: String?
    /// The names of the interfaces that the type implements, inherited ones included.
    public let interfaces: [String]
    public let fields: [FieldDefinition<Source, Context>]
    /// Made where the type is declared, so that the compiler knows the Swift types.
    @usableFromInline let binder:
        @Sendable (any GraphQLObject, Context) -> (
            nonisolated(nonsending) @Sendable (Int, Arguments) async throws -> Resolved
        )?

    @inlinable
    public init(
        _ name: String, _ description: String? = nil, implements interfaces: [String] = [],
        @FieldsBuilder<Source, Context> fields: () -> [FieldDefinition<Source, Context>]
    ) {
        self.init(name, description, implements: interfaces, fields: fields())
    }

    @inlinable
    public init(
        _ name: String, _ description: String? = nil, implements interfaces: [String] = [],
        fields: [FieldDefinition<Source, Context>]
    ) {
        self.name = name
        self.description = description
        self.interfaces = interfaces
        self.fields = fields
        let resolvers = fields.map { FieldResolver(typeName: name, $0) }
        binder = { object, context in
            guard let source = object as? Source else { return nil }
            return { index, arguments in
                let resolver = resolvers[index]
                if let policy = resolver.policy {
                    try await context.authorize(policy, for: resolver.coordinate, arguments: arguments)
                }
                return try await resolver.resolve(source, arguments, context)
            }
        }
    }

    /// The type with more fields behind its own.
    public static func + (type: ObjectType, fields: [FieldDefinition<Source, Context>]) -> ObjectType {
        ObjectType(type.name, type.description, implements: type.interfaces, fields: type.fields + fields)
    }
}

extension ObjectType: DeclaredObjectType {
    var declaredFields: [DeclaredField] {
        fields.map {
            DeclaredField(
                name: $0.name, type: $0.type, arguments: $0.arguments, description: $0.description,
                deprecation: $0.deprecation, cost: $0.cost)
        }
    }

    var isResolvedFromRoot: Bool { Source.self == Root.self }

    var policies: [Context.Policy?] { fields.map(\.policy) }
}
