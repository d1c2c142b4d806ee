import RoostCatalog
import RoostGraphQL

enum ProjectQueries {
    @QueryFields static var queries: [QueryField] {
        Field("project", "Project", arguments: ["name: String", "entityName: String"], .lookup, resolve: project)
        Field(
            "model", "Project", arguments: ["name: String", "entityName: String"], .lookup,
            "The legacy name of `project`.", resolve: project)
        Field(
            "models", "ProjectConnection", arguments: ["entityName: String", "first: Int = 50", "after: String"],
            .lookup, "The projects of an entity."
        ) { _, arguments, context in
            try await projects(of: arguments.optionalString("entityName"), arguments, context)
        }
    }

    @Sendable private static func project(
        _ root: Root, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> ProjectNode? {
        guard let name = arguments.optionalString("name") else { return nil }
        let entity = arguments.optionalString("entityName")
        return try await context.read { access in
            if let project = try access.project(name, entity: entity) { return ProjectNode(project: project) }
            return try access.projectOfJob(name, entity: entity).map { ProjectNode(project: $0, showsJobOnly: true) }
        }
    }

    /// The projects of an entity that the caller may see.
    static func projects(
        of name: String?, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<ProjectNode> {
        let request = try arguments.page()
        return try await context.read { access in
            guard let entity = try access.entity(name) else { return Connection(all: []) }
            // Outsiders see public projects only, so a page may hold fewer than was asked for.
            let page = try access.tx.projects.list(entityID: entity.id, request)
            let visible = try page.edges.filter { try access.permission(on: $0.node.project) != nil }
            return Connection(
                edges: visible.map { Edge(node: ProjectNode(project: $0.node.project), cursor: $0.cursor) },
                pageInfo: PageInfo(endCursor: page.endCursor, hasNextPage: page.hasNextPage))
        }
    }
}
