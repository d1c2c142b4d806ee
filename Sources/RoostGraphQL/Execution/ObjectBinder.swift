/// Resolves the fields of one value, found by their index in its object type, for one request.
typealias BoundObject = nonisolated(nonsending) @Sendable (Int, Arguments) async throws -> Resolved

/// Binds a value to the resolvers of an object type and to a request's context, so that its Swift type is checked
/// once and not per field. Nil when the value is not of the Swift type from which the object type is resolved.
typealias ObjectBinder<Context: ExecutionContext> = @Sendable (any GraphQLObject, Context) -> BoundObject?

/// One field's policy and resolver. A class, so that calling it copies nothing.
@usableFromInline
final class FieldResolver<Source: GraphQLObject, Context: ExecutionContext>: Sendable {
    @usableFromInline let coordinate: FieldCoordinate
    @usableFromInline let policy: Context.Policy?
    @usableFromInline let resolve:
        nonisolated(nonsending) @Sendable (Source, Arguments, Context) async throws -> Resolved

    @inlinable
    init(typeName: String, _ field: FieldDefinition<Source, Context>) {
        coordinate = FieldCoordinate(typeName: typeName, fieldName: field.name)
        policy = field.policy
        resolve = field.resolve
    }
}

/// All binders of a schema for one request; hides the context's type from the execution, whose code is then free of
/// generic parameters.
protocol RequestBinders {
    func bind(_ object: any GraphQLObject, type: Int) -> BoundObject?
    func onInternalError(_ error: any Error, in field: FieldCoordinate)
}

struct ContextBinders<Context: ExecutionContext>: RequestBinders {
    let binders: [ObjectBinder<Context>?]
    let context: Context

    func bind(_ object: any GraphQLObject, type: Int) -> BoundObject? {
        binders[type]?(object, context)
    }

    func onInternalError(_ error: any Error, in field: FieldCoordinate) {
        context.onInternalError(error, in: field)
    }
}
