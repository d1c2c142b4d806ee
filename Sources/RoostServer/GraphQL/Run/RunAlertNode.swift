import RoostCatalog
import RoostGraphQL

/// What a run wanted people to know.
struct RunAlertNode: GraphQLObject {
    static let graphQLTypeName = "RunAlert"
    let alert: Alert

    static func types() -> [any TypeDeclaration] {
        [
            Object<RunAlertNode>("RunAlert") {
                Field("id", "ID!", .parent) { node, _, _ in "\(node.alert.id)" }
                Field("title", "String!", .parent) { node, _, _ in node.alert.title }
                Field("text", "String!", .parent) { node, _, _ in node.alert.text }
                Field("severity", "String!", .parent, "INFO, WARN or ERROR.") { node, _, _ in
                    node.alert.severity.rawValue
                }
                Field("createdAt", "DateTime!", .parent) { node, _, _ in node.alert.createdAt.wire }
            }
        ]
    }
}
