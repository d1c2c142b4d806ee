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
