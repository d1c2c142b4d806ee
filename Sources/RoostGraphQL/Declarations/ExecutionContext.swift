/// What a request carries to its resolvers: who asks, and the services that answer.
///
/// Every field of the schema names a ``Policy``; the context decides whether the one who asks passes it.
public protocol ExecutionContext: Sendable {
    /// The access policy that each field declares.
    associatedtype Policy: Sendable

    /// Throws to refuse the field. Called before the field's resolver, each time the field is resolved.
    nonisolated(nonsending) func authorize(
        _ policy: Policy, for field: FieldCoordinate, arguments: Arguments
    ) async throws

    /// Told of every error that is no ``GraphQLFieldError``; the client reads "Internal error" in its place.
    func onInternalError(_ error: any Error, in field: FieldCoordinate)
}

/// A field of the schema by name.
public struct FieldCoordinate: Sendable, Hashable, CustomStringConvertible {
    public let typeName: String
    public let fieldName: String

    public init(typeName: String, fieldName: String) {
        self.typeName = typeName
        self.fieldName = fieldName
    }

    /// `Type.field`
    public var description: String { "\(typeName).\(fieldName)" }
}
