import RoostGraphQL

/// A saved view or report of a project. None exist yet; the type stands so that clients can ask.
struct View: GraphQLObject, ConnectionKind {
    typealias Node = View
    static let graphQLTypeName = "View"
    static let connectionName = "View"

    static func type() -> Object<View> {
        Object("View") {
            Field("id", "ID!", .parent) { _, _, _ in "" }
            Field("name", "String", .parent) { _, _, _ in String?.none }
            Field("displayName", "String", .parent) { _, _, _ in String?.none }
            Field("description", "String", .parent) { _, _, _ in String?.none }
            Field("spec", "JSONString", .parent) { _, _, _ in String?.none }
            Field("user", "User", .parent) { _, _, _ in UserNode?.none }
            Field("createdAt", "DateTime", .parent) { _, _, _ in String?.none }
            Field("updatedAt", "DateTime", .parent) { _, _, _ in String?.none }
        }
    }
}

/// A hyperparameter search. None exist yet; the type stands so that clients can ask.
struct Sweep: GraphQLObject, ConnectionKind {
    typealias Node = Sweep
    static let graphQLTypeName = "Sweep"
    static let connectionName = "Sweep"

    static func type() -> Object<Sweep> {
        Object("Sweep") {
            Field("id", "ID!", .parent) { _, _, _ in "" }
            Field("name", "String!", .parent) { _, _, _ in "" }
            Field("displayName", "String", .parent) { _, _, _ in String?.none }
            Field("description", "String", .parent) { _, _, _ in String?.none }
            Field("config", "String!", .parent) { _, _, _ in "" }
            Field("method", "String!", .parent) { _, _, _ in "" }
            Field("state", "String!", .parent) { _, _, _ in "" }
            Field("bestLoss", "Float", .parent) { _, _, _ in Double?.none }
            Field("runCount", "Int!", .parent) { _, _, _ in 0 }
            Field("runCountExpected", "Int", .parent) { _, _, _ in Int?.none }
            Field("createdAt", "DateTime!", .parent) { _, _, _ in "" }
            Field("updatedAt", "DateTime", .parent) { _, _, _ in String?.none }
        }
    }
}
