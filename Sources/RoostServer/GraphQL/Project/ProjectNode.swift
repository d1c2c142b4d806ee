import RoostCatalog
import RoostGraphQL

/// A project that the caller may see.
struct ProjectNode: GraphQLObject, ConnectionKind {
    typealias Node = ProjectNode
    static let graphQLTypeName = "Project"
    static let connectionName = "Project"

    let project: Project
    /// Whether an attempt's key asks for the project of its job: then nothing shows but that job.
    let showsJobOnly: Bool

    init(project: Project) { self.init(project: project, showsJobOnly: false) }

    init(project: Project, showsJobOnly: Bool) {
        self.project = project
        self.showsJobOnly = showsJobOnly
    }

    static func type() -> Object<ProjectNode> {
        Object("Project", fields: head + runs + groups + sweeps + artifacts + queues + views)
    }

    @FieldsBuilder<ProjectNode, QueryContext> private static var head: [Field<ProjectNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.project.globalID.text }
        Field("internalId", "ID!", .parent) { node, _, _ in node.project.internalID.text }
        Field("name", "String!", .parent) { node, _, _ in node.project.name }
        Field("entityName", "String!", .parent) { node, _, _ in node.project.entityName }
        Field("entity", "Entity!", .parent) { node, _, context in
            let id = node.project.entityID
            return try await context.read { access in try access.tx.entities.find(id: id).map(EntityNode.init) }
        }
        Field("description", "String", .parent) { node, _, _ in node.showsJobOnly ? nil : node.project.description }
        Field("access", "String!", .parent) { node, _, _ in node.project.visibility.rawValue }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.project.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.project.updatedAt.wire }
        Field("isBenchmark", "Boolean!", .parent) { _, _, _ in false }
        Field("repo", "String", .parent) { _, _, _ in String?.none }
        Field("dockerImage", "String", .parent) { _, _, _ in String?.none }
        Field("views", "JSONString", .parent) { _, _, _ in String?.none }
        Field("readOnly", "Boolean", .parent) { node, _, context in
            let project = node.project
            return try await context.read { access in try access.permission(on: project) ?? .read < .write }
        }
        Field("user", "User", .parent) { node, _, context in
            guard let id = node.project.userID else { return UserNode?.none }
            return try await context.read { access in try access.tx.users.find(id: id).map(UserNode.init) }
        }
    }

    @FieldsBuilder<ProjectNode, QueryContext> private static var runs: [Field<ProjectNode, QueryContext>] {
        Field("run", "Run", arguments: ["name: String!", "desc: String"], .parent) { node, arguments, context in
            try await node.run(named: arguments.string("name"), context)
        }
        Field(
            "bucket", "Run", arguments: ["name: String!", "missingOk: Boolean = false", "desc: String"], .parent,
            "The legacy name of `run`."
        ) { node, arguments, context in
            try await node.run(named: arguments.string("name"), context)
        }
        Field("runCount", "Int", arguments: ["filters: JSONString"], .parent) { node, arguments, context in
            let filter = try RunFilter(parsing: arguments.optionalString("filters"))
            guard !node.showsJobOnly else { return 0 }
            let id = node.project.id
            let shown = filter.and(try node.shownRuns())
            return try await context.read { access in try access.tx.runs.count(project: id, filter: shown) }
        }
        Field(
            "runs", "RunConnection",
            arguments: [
                "filters: JSONString", "after: String", "first: Int = 50", "order: String", "offset: Int = 0",
            ], .parent, cost: 5
        ) { node, arguments, context in
            try await node.page(arguments, context)
        }
        Field(
            "buckets", "RunConnection",
            arguments: [
                "filters: JSONString", "after: String", "first: Int = 50", "order: String", "offset: Int = 0",
            ], .parent,
            "The legacy name of `runs`.", cost: 5
        ) { node, arguments, context in
            try await node.page(arguments, context)
        }
    }

    @FieldsBuilder<ProjectNode, QueryContext> private static var views: [Field<ProjectNode, QueryContext>] {
        Field(
            "allViews", "ViewConnection",
            arguments: [
                "viewType: String", "viewName: String", "userName: String", "first: Int = 50", "after: String",
            ], .parent, "Saved views that are shared, and the caller's own."
        ) { node, arguments, context in
            guard !node.showsJobOnly else { return Connection<ViewNode>(all: []) }
            return try await ViewNode.page(of: node.project.id, arguments, context)
        }
    }

    @FieldsBuilder<ProjectNode, QueryContext> private static var sweeps: [Field<ProjectNode, QueryContext>] {
        Field("sweep", "Sweep", arguments: ["sweepName: String!"], .parent) { node, arguments, context in
            guard !node.showsJobOnly else { return SweepNode?.none }
            let (id, name) = (node.project.id, try arguments.string("sweepName"))
            return try await context.read { access in
                try access.tx.sweeps.find(project: id, name: name).map(SweepNode.init)
            }
        }
        Field("totalSweeps", "Int!", .parent) { node, _, context in
            guard !node.showsJobOnly else { return 0 }
            let id = node.project.id
            return try await context.read { access in try access.tx.sweeps.count(project: id) }
        }
        Field(
            "sweeps", "SweepConnection", arguments: ["filters: JSONString", "first: Int = 50", "after: String"],
            .parent
        ) { node, arguments, context in
            if let filters = arguments.optionalString("filters"), filters != "{}" {
                throw ServerError.invalid(field: "filters", value: filters, expected: "{}: sweeps cannot be filtered")
            }
            guard !node.showsJobOnly else { return Connection<SweepNode>(all: []) }
            let id = node.project.id
            let request = try arguments.page()
            let page = try await context.read { access in try access.tx.sweeps.list(project: id, request) }
            return Connection<SweepNode>(
                page,
                totalCount: { context in
                    try await context.read { access in try access.tx.sweeps.count(project: id) }
                }, node: SweepNode.init)
        }
    }

    private func run(named name: String, _ context: QueryContext) async throws -> RunNode? {
        guard !showsJobOnly else { return nil }
        let project = project
        return try await context.read { access in try access.run(name, in: project).map { RunNode(run: $0) } }
    }

    /// Without the runs under which official launch agents keep files of failed jobs.
    func shownRuns() throws -> RunFilter {
        guard project.name == LaunchRepository.queueProject else { return .all }
        return try RunFilter(mongo: ["jobType": ["$ne": "sweep-controller"]])
    }

    /// Those of the project's runs that are `some` and that the request asks for.
    func page(
        _ arguments: Arguments, of some: RunFilter = .all, _ context: QueryContext
    ) async throws -> Connection<RunNode> {
        guard !showsJobOnly else { return Connection(all: []) }
        let id = project.id
        let filter = try RunFilter(parsing: arguments.optionalString("filters")).and(shownRuns()).and(some)
        let order = try RunOrder(parsing: arguments.optionalString("order"))
        let request = try arguments.page()
        let offset = Int(arguments.optionalInt("offset") ?? 0)
        // A key for one run sees no other, so a page may hold fewer than was asked for.
        let (page, visible) = try await context.read { access in
            let page = try access.tx.runs.page(
                project: id, filter: filter, order: order, request, offset: offset, parts: .none)
            return (page, page.edges.filter { access.maySee($0.node) })
        }
        let batch = RunBatch(visible.map(\.node))
        return Connection(
            edges: visible.map { Edge(node: RunNode(run: $0.node, batch: batch), cursor: $0.cursor) },
            pageInfo: PageInfo(endCursor: page.endCursor, hasNextPage: page.hasNextPage),
            totalCount: { context in
                try await context.read { access in try access.tx.runs.count(project: id, filter: filter) }
            })
    }
}
