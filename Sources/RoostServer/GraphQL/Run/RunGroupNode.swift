import RoostCatalog
import RoostGraphQL

/// Runs that have the same values in some fields.
struct RunGroupNode: GraphQLObject, ConnectionKind {
    typealias Node = RunGroupNode
    static let graphQLTypeName = "RunGroup"
    static let connectionName = "RunGroup"

    let group: RunGroup

    static func types() -> [any TypeDeclaration] {
        [
            Object<RunGroupNode>("RunGroup") {
                Field("values", "JSONString!", .parent, "One value for each field; null where the runs have none.") {
                    node, _, _ in
                    node.group.values
                }
                Field("count", "Int!", .parent) { node, _, _ in node.group.count }
                Field("aggregates", "JSONString!", .parent, "One number for each aggregate; null where there are none.")
                {
                    node, _, _ in
                    node.group.aggregates
                }
            },
            Object<RunFieldNode>("RunField") {
                Field("key", "String!", .parent) { node, _, _ in node.field.key }
                Field("types", "[String!]!", .parent, "Some of number, text, boolean, list.") { node, _, _ in
                    node.field.types
                }
            },
        ] + Connection<RunGroupNode>.types(node: "RunGroup!")
    }
}

/// A field of the configurations or summaries of a project's runs.
struct RunFieldNode: GraphQLObject {
    static let graphQLTypeName = "RunField"
    let field: RunFieldName
}

extension ProjectNode {
    @FieldsBuilder<ProjectNode, QueryContext> static var groups: [Field<ProjectNode, QueryContext>] {
        Field(
            "runGroups", "RunGroupConnection",
            arguments: [
                "filters: JSONString", "by: [String!]!", "aggregates: [String!] = []", "order: String",
                "first: Int = 100", "after: String",
            ], .parent, "The matching runs, grouped by the values of 1 to 4 fields.", cost: 5
        ) { node, arguments, context in
            try await node.groups(arguments, context)
        }
        Field(
            "runFields", "[RunField!]!", arguments: ["search: String", "first: Int = 500"], .parent,
            "The fields of the runs' configurations and summaries, the closest to what is searched first.", cost: 5
        ) { node, arguments, context in
            let (id, search) = (node.project.id, arguments.optionalString("search"))
            let first = try arguments.page(default: 500).first
            guard !node.showsJobOnly else { return [RunFieldNode]() }
            return try await context.read { access in
                guard access.seesAllRuns else { return [] }
                return try access.tx.runs.fieldNames(project: id, search: search, first: first).map(RunFieldNode.init)
            }
        }
    }

    private func groups(_ arguments: Arguments, _ context: QueryContext) async throws -> Connection<RunGroupNode> {
        let grouping = try RunGrouping(
            by: arguments.strings("by"), aggregates: arguments.strings("aggregates"),
            order: arguments.optionalString("order"))
        let filter = try RunFilter(parsing: arguments.optionalString("filters")).and(shownRuns())
        let request = try arguments.page(default: 100)
        guard !showsJobOnly else { return Connection(all: []) }
        let id = project.id
        let found = try await context.read { access -> RunGroupPage? in
            guard access.seesAllRuns else { return nil }
            return try access.tx.runs.groups(project: id, filter: filter, grouping, request)
        }
        guard let found else { return Connection(all: []) }
        return Connection(found.page, totalCount: { _ in found.total }, node: RunGroupNode.init)
    }
}
