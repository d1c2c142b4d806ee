/// The value from which the root types' fields are resolved.
public struct Root: GraphQLObject {
    public static let graphQLTypeName = "Query"

    public init() {}
}
