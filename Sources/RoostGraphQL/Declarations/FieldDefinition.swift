import RoostJSON

/// A field of an object type: its type and arguments in the schema language, its access policy, its resolver.
///
/// ```swift
/// Field("files", "FileConnection!", arguments: ["names: [String!] = []", "first: Int = 50"], .parent) { run, args, ctx in
///     try await ctx.files.list(run.key, names: args.strings("names"), first: args.int("first"))
/// }
/// ```
public struct FieldDefinition<Source: GraphQLObject, Context: ExecutionContext>: Sendable {
    public let name: String
    /// The field's type in the schema language, such as `[Run!]!`.
    public let type: String
    /// Each argument in the schema language, such as `first: Int = 50`.
    public let arguments: [String]
    public let description: String?
    /// Why the field should not be used any more; nil when it may.
    public let deprecation: String?
    /// What resolving the field once costs, measured against the request's limit.
    public let cost: Int
    /// Who may read the field; nil for introspection, which the schema itself answers.
    @usableFromInline let policy: Context.Policy?
    @usableFromInline let resolve:
        nonisolated(nonsending) @Sendable (Source, Arguments, Context) async throws -> Resolved

    /// - Parameters:
    ///   - policy: who may read the field; the request's context decides on it before the resolver runs.
    ///   - description: what the field means, for introspection.
    ///   - deprecated: why the field should not be used any more.
    ///   - cost: what resolving the field once costs; 1 unless it reads much more than its neighbours.
    ///   - resolve: answers the field from its object, the coerced arguments and the request's context.
    @inlinable
    public init<Output: GraphQLOutput>(
        _ name: String, _ type: String, arguments: [String] = [], _ policy: Context.Policy,
        _ description: String? = nil, deprecated: String? = nil, cost: Int = 1,
        resolve: nonisolated(nonsending) @escaping @Sendable (Source, Arguments, Context) async throws -> Output
    ) {
        self.init(
            name: name, type: type, arguments: arguments, policy: policy, description: description,
            deprecation: deprecated, cost: cost, resolve: resolve)
    }

    /// A field of the introspection types: open to everyone who may send a request at all.
    init<Output: GraphQLOutput>(
        introspection name: String, _ type: String, arguments: [String] = [], description: String? = nil,
        resolve: @escaping @Sendable (Source, Arguments) throws -> Output
    ) {
        self.init(
            name: name, type: type, arguments: arguments, policy: nil, description: description, deprecation: nil,
            cost: 1, resolve: { source, arguments, _ in try resolve(source, arguments) })
    }

    @inlinable
    init<Output: GraphQLOutput>(
        name: String, type: String, arguments: [String], policy: Context.Policy?, description: String?,
        deprecation: String?, cost: Int,
        resolve: nonisolated(nonsending) @escaping @Sendable (Source, Arguments, Context) async throws -> Output
    ) {
        self.name = name
        self.type = type
        self.arguments = arguments
        self.policy = policy
        self.description = description
        self.deprecation = deprecation
        self.cost = cost
        self.resolve = { source, arguments, context in
            try await resolve(source, arguments, context).resolved
        }
    }
}

/// `Field(…)` where fields are declared.
public typealias Field = FieldDefinition

/// Collects fields; lists of fields declared elsewhere may stand among them.
///
/// ```swift
/// @FieldsBuilder<Root, Ctx> var runQueries: [Field<Root, Ctx>] {
///     Field("run", "Run", arguments: ["id: ID!"], .member) { _, args, ctx in … }
/// }
/// let query = ObjectType<Root, Ctx>("Query", fields: runQueries + projectQueries)
/// ```
@resultBuilder
public enum FieldsBuilder<Source: GraphQLObject, Context: ExecutionContext> {
    public static func buildExpression(
        _ field: FieldDefinition<Source, Context>
    ) -> [FieldDefinition<Source, Context>] {
        [field]
    }

    public static func buildExpression(
        _ fields: [FieldDefinition<Source, Context>]
    ) -> [FieldDefinition<Source, Context>] {
        fields
    }

    public static func buildBlock(_ parts: [FieldDefinition<Source, Context>]...) -> [FieldDefinition<Source, Context>]
    {
        parts.flatMap(\.self)
    }
}
