import RoostCatalog
import RoostGraphQL

/// A chart specification that users log tables for.
struct CustomChartNode: GraphQLObject {
    static let graphQLTypeName = "CustomChart"
    let chart: CustomChart

    static func types() -> [any TypeDeclaration] {
        [
            EnumType("CustomChartAccess", values: ["PRIVATE", "PUBLIC"]),
            InputType(
                "CreateCustomChartInput",
                fields: [
                    "entity: String!", "name: String!", "displayName: String!", "type: String!", "access: String!",
                    "spec: JSONString!", "clientMutationId: String",
                ]),
            Object<CustomChartNode>("CustomChart") {
                Field("id", "ID!", .parent, "ENTITY/NAME, which tables are logged for.") { node, _, _ in
                    node.chart.path
                }
                Field("name", "String!", .parent) { node, _, _ in node.chart.name }
                Field("displayName", "String!", .parent) { node, _, _ in node.chart.displayName }
                Field("type", "String!", .parent) { node, _, _ in node.chart.type }
                Field("access", "CustomChartAccess!", .parent) { node, _, _ in
                    node.chart.isPublic ? "PUBLIC" : "PRIVATE"
                }
                Field("spec", "JSONString!", .parent) { node, _, _ in node.chart.spec }
                Field("createdAt", "DateTime!", .parent) { node, _, _ in node.chart.createdAt.wire }
                Field("updatedAt", "DateTime!", .parent) { node, _, _ in node.chart.updatedAt.wire }
            },
            Object<CreateCustomChartPayload>("CreateCustomChartPayload") {
                Field("chart", "CustomChart", .parent) { payload, _, _ in CustomChartNode(chart: payload.chart) }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @QueryFields static var queries: [QueryField] {
        Field("customChart", "CustomChart", arguments: ["id: ID!"], .lookup, "By ENTITY/NAME.") {
            _, arguments, context in
            let id = try arguments.string("id")
            return try await context.read { access in try access.customChart(id).map(CustomChartNode.init) }
        }
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "createCustomChart", "CreateCustomChartPayload", arguments: ["input: CreateCustomChartInput!"],
            .writesProject, "Replaces the entity's chart of the same name."
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let access = try input.string("access")
            guard let isPublic = ["PRIVATE": false, "PUBLIC": true][access.uppercased()] else {
                throw ServerError.invalid(field: "access", value: access, expected: "PRIVATE or PUBLIC")
            }
            let (entity, name) = (try input.string("entity"), try input.string("name"))
            let chart = NewCustomChart(
                name: name, displayName: try input.string("displayName"), type: try input.string("type"),
                isPublic: isPublic, spec: try input.string("spec"))
            let saved = try await context.write { access in
                let owner = try access.entityForWriting(entity)
                return try access.tx.charts.save(entity: owner.id, chart, user: access.caller.user?.id)
            }
            return CreateCustomChartPayload(
                chart: saved, clientMutationId: input.optionalString("clientMutationId"))
        }
    }
}

struct CreateCustomChartPayload: GraphQLObject {
    static let graphQLTypeName = "CreateCustomChartPayload"
    let chart: CustomChart
    let clientMutationId: String?
}

extension Access {
    /// A chart by its path that the caller may use: a public one, or one of an entity that the caller belongs to.
    fileprivate func customChart(_ path: String) throws -> CustomChart? {
        let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let chart = try tx.charts.find(entity: parts[0], name: parts[1]) else { return nil }
        if chart.isPublic { return chart }
        // A key for one project opens nothing of the rest of the entity.
        if case .user(_, let key?) = caller, key.projectID != nil { return nil }
        return try role(in: chart.entityID) == nil ? nil : chart
    }
}
