import RoostCatalog
import RoostGraphQL

/// A saved view or report of a project that the caller may see.
struct ViewNode: GraphQLObject, ConnectionKind {
    typealias Node = ViewNode
    static let graphQLTypeName = "View"
    static let connectionName = "View"

    let view: SavedView

    static func types() -> [any TypeDeclaration] {
        [
            Object<ViewNode>(
                "View", "A saved way to look at a project: a report, a table, a workspace.", fields: fields)
        ]
            + Connection<ViewNode>.types(node: "View!")
    }

    @FieldsBuilder<ViewNode, QueryContext> private static var fields: [Field<ViewNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.view.globalID.text }
        Field("type", "String", .parent) { node, _, _ in node.view.type }
        Field("name", "String", .parent) { node, _, _ in node.view.name }
        Field("displayName", "String", .parent) { node, _, _ in node.view.displayName }
        Field("description", "String", .parent) { node, _, _ in node.view.description }
        Field("spec", "JSONString", .parent) { node, _, _ in node.view.spec }
        Field("isShared", "Boolean!", .parent, "Whether all see it who may read the project; else its maker alone.") {
            node, _, _ in
            node.view.isShared
        }
        Field("readOnly", "Boolean!", .parent, "Whether the caller may not change it.") { node, _, context in
            let view = node.view
            return try await context.read { access in try !access.mayChange(view) }
        }
        Field("project", "Project", .parent) { node, _, context in
            let id = node.view.projectID
            return try await context.read { access in try access.project(id: id).map { ProjectNode(project: $0) } }
        }
        Field("user", "User", .parent, "Who made it.") { node, _, context in
            let id = node.view.userID
            return try await context.read { access in try access.tx.users.find(id: id).map(UserNode.init) }
        }
        Field("createdAt", "DateTime", .parent) { node, _, _ in node.view.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.view.updatedAt.wire }
    }

    @QueryFields static var queries: [QueryField] {
        Field("view", "View", arguments: ["id: ID!"], .lookup) { _, arguments, context in
            let id = try arguments.string("id")
            return try await context.read { access in try access.view(globalID: id).map(ViewNode.init) }
        }
    }

    /// Those views of a project that the caller may see.
    static func page(
        of project: Int64, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<ViewNode> {
        let wanted = ViewFilter(
            type: arguments.optionalString("viewType"), name: arguments.optionalString("viewName"),
            username: arguments.optionalString("userName"), viewer: context.caller.viewer)
        let request = try arguments.page()
        let page = try await context.read { access in try access.tx.views.list(project: project, wanted, request) }
        return Connection(
            page,
            totalCount: { context in
                try await context.read { access in try access.tx.views.count(project: project, wanted) }
            }, node: ViewNode.init)
    }
}

extension Caller {
    /// Whose personal views show. A job has a key of its user, but nothing to do with them.
    var viewer: Int64? { isAttempt ? nil : user?.id }
}

extension Access {
    /// A view that the caller may see.
    func view(globalID text: String) throws -> SavedView? {
        guard case .view(let id) = try? GlobalID(text), let view = try tx.views.find(id: id),
            view.isVisible(to: caller.viewer), try project(id: view.projectID) != nil
        else { return nil }
        return view
    }

    /// Whether the caller may change a view that it sees: its own, and a shared one with the right to write.
    func mayChange(_ view: SavedView) throws -> Bool {
        guard let project = try tx.projects.find(id: view.projectID), let held = try permission(on: project) else {
            return false
        }
        return view.isShared ? held >= .write : view.userID == caller.viewer
    }
}
