import RoostJSON

/// A custom scalar.
public struct ScalarType: TypeDeclaration {
    public let name: String
    public let description: String?
    /// Where the scalar's format is described.
    public let specifiedBy: String?
    let coerceInput: @Sendable (JSON) throws -> JSON
    let coerceOutput: (@Sendable (JSON) throws -> JSON)?

    /// - Parameters:
    ///   - input: checks a value that a request gives, never null, and brings it into the form in which resolvers
    ///     get it. Throws a ``ScalarError`` that says what is wrong. Any value passes unless given.
    ///   - output: checks a value that a resolver answers. Any value passes unless given.
    public init(
        _ name: String, _ description: String? = nil, specifiedBy: String? = nil,
        input: @escaping @Sendable (JSON) throws -> JSON = { $0 },
        output: (@Sendable (JSON) throws -> JSON)? = nil
    ) {
        self.name = name
        self.description = description
        self.specifiedBy = specifiedBy
        coerceInput = input
        coerceOutput = output
    }
}

/// Why a value is none of a scalar's.
public struct ScalarError: GraphQLFieldError, Hashable {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }
}

extension ScalarError {
    /// What an error thrown by a scalar says.
    static func text(of error: any Error) -> String {
        (error as? any GraphQLFieldError)?.message ?? "\(error)"
    }
}
