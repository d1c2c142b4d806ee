import RoostCatalog
import RoostGraphQL
import RoostJSON

/// A hyperparameter search.
struct SweepNode: GraphQLObject, ConnectionKind {
    typealias Node = SweepNode
    static let graphQLTypeName = "Sweep"
    static let connectionName = "Sweep"

    let sweep: Sweep

    static func types() -> [any TypeDeclaration] {
        [Object<SweepNode>("Sweep", fields: head + search + runs)] + Connection<SweepNode>.types(node: "Sweep!")
    }

    @FieldsBuilder<SweepNode, QueryContext> private static var head: [Field<SweepNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.sweep.globalID.text }
        Field("name", "String!", .parent) { node, _, _ in node.sweep.name }
        Field("displayName", "String", .parent) { node, _, _ in
            try node.sweep.displayName ?? SweepConfig(yaml: node.sweep.config).displayName
        }
        Field("description", "String", .parent) { node, _, _ in node.sweep.description }
        Field("state", "String!", .parent) { node, _, _ in node.sweep.state.rawValue }
        Field("project", "Project", .parent) { node, _, context in
            let id = node.sweep.projectID
            return try await context.read { access in try access.project(id: id).map { ProjectNode(project: $0) } }
        }
        Field("user", "User", .parent) { node, _, context in
            guard let id = node.sweep.userID else { return UserNode?.none }
            return try await context.read { access in try access.tx.users.find(id: id).map(UserNode.init) }
        }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.sweep.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.sweep.updatedAt.wire }
        Field("heartbeatAt", "DateTime", .parent) { node, _, _ in node.sweep.updatedAt.wire }
    }

    @FieldsBuilder<SweepNode, QueryContext> private static var search: [Field<SweepNode, QueryContext>] {
        Field("config", "String!", .parent, "In YAML.") { node, _, _ in node.sweep.config }
        Field("method", "String!", .parent) { node, _, _ in node.sweep.method }
        Field("controller", "JSONString", .parent) { node, _, _ in node.sweep.controller }
        Field("scheduler", "JSONString", .parent) { node, _, _ in node.sweep.scheduler }
        Field("earlyStopJobRunning", "Boolean", .parent) { _, _, _ in false }
        Field("bestLoss", "Float", .parent, "The best last value of the metric.") { node, _, context in
            try await node.best(context)
        }
    }

    @FieldsBuilder<SweepNode, QueryContext> private static var runs: [Field<SweepNode, QueryContext>] {
        Field("runCount", "Int!", .parent) { node, _, context in
            let (project, mine) = (node.sweep.projectID, try node.isMine)
            return try await context.read { access in try access.tx.runs.count(project: project, filter: mine) }
        }
        Field("runCountExpected", "Int", .parent, "How many runs a grid has.") { node, _, _ in
            try SweepConfig(yaml: node.sweep.config).runCount
        }
        Field(
            "runs", "RunConnection",
            arguments: ["filters: JSONString", "after: String", "first: Int = 1000", "order: String"], .parent, cost: 5
        ) { node, arguments, context in
            let (id, mine) = (node.sweep.projectID, try node.isMine)
            guard let project = try await context.read({ access in try access.project(id: id) }) else {
                return Connection<RunNode>(all: [])
            }
            return try await ProjectNode(project: project).page(arguments, of: mine, context)
        }
    }

    private var isMine: RunFilter {
        get throws { try RunFilter(mongo: ["sweep": .string(sweep.name)]) }
    }

    private func best(_ context: QueryContext) async throws -> Double? {
        guard let metric = try SweepConfig(yaml: sweep.config).metric else { return nil }
        let key = "summary_metrics.\(metric.name)"
        let filter = try isMine.and(RunFilter(mongo: [key: ["$ne": .null]]))
        let order = try RunOrder(parsing: (metric.isMaximized ? "-" : "+") + key)
        let project = sweep.projectID
        let page = try await context.read { access in
            try access.tx.runs.page(project: project, filter: filter, order: order, PageRequest(first: 1))
        }
        guard let summary = page.edges.first?.node.summary else { return nil }
        let values = try JSON(parsing: summary)
        if let value = values[metric.name]?.doubleValue { return value }
        return metric.name.split(separator: ".").reduce(values as JSON?) { $0?[String($1)] }?.doubleValue
    }
}
