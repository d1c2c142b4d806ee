import RoostCatalog
import RoostGraphQL
import RoostJSON
import RoostQueue

/// A queue of jobs.
struct RunQueueNode: GraphQLObject {
    static let graphQLTypeName = "RunQueue"

    let queue: LaunchQueue

    static func types() -> [any TypeDeclaration] {
        [
            EnumType("RunQueueAccessType", of: LaunchQueue.Access.self),
            EnumType("RunQueuePrioritizationMode", of: QueueOrder.self),
            EnumType("RunQueueState", of: QueueState.self),
            Object<RunQueueNode>("RunQueue", fields: head + settings + contents),
            Object<RunQueueCounts>("RunQueueCounts") {
                Field("waiting", "Int!", .parent) { node, _, _ in node.counts[.waiting] }
                Field("leased", "Int!", .parent) { node, _, _ in node.counts[.leased] }
                Field("running", "Int!", .parent) { node, _, _ in node.counts[.running] }
                Field("finished", "Int!", .parent) { node, _, _ in node.counts[.finished] }
                Field("failed", "Int!", .parent) { node, _, _ in node.counts[.failed] }
                Field("cancelled", "Int!", .parent) { node, _, _ in node.counts[.cancelled] }
            },
            Object<LaunchHourNode>("RunQueueHour") {
                Field("at", "DateTime!", .parent, "The hour's beginning.") { node, _, _ in node.hour.start.wire }
                Field("finished", "Int!", .parent) { node, _, _ in node.hour.finished }
                Field("failed", "Int!", .parent) { node, _, _ in node.hour.failed }
            },
            Object<ResourceConfigNode>("DefaultResourceConfig") {
                Field("id", "ID!", .parent) { node, _, _ in node.config.globalID.text }
                Field("config", "JSON", .parent) { node, _, _ in try JSON(parsing: node.config.config) }
                Field("resource", "String", .parent) { node, _, _ in node.config.resource }
                Field("templateVariables", "[ResourceConfigTemplateVariable!]", .parent) { node, _, _ in
                    try node.config.defaults().variables.variables.map(TemplateVariableNode.init)
                }
            },
            Object<TemplateVariableNode>("ResourceConfigTemplateVariable") {
                Field("name", "String", .parent) { node, _, _ in node.variable.name }
                Field("schema", "JSONString", .parent) { node, _, _ in node.variable.schema.text }
            },
        ] + Connection<RunQueueItemNode>.types(node: "RunQueueItem")
    }

    @FieldsBuilder<RunQueueNode, QueryContext> private static var head: [Field<RunQueueNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.queue.globalID.text }
        Field("name", "String!", .parent) { node, _, _ in node.queue.name }
        Field("entityName", "String!", .parent) { node, _, _ in node.queue.entityName }
        Field("projectName", "String!", .parent) { node, _, _ in node.queue.projectName }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.queue.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.queue.updatedAt.wire }
        Field("createdBy", "Int", .parent, "The number of the user who made it.") { node, _, _ in node.queue.userID }
        Field("access", "RunQueueAccessType", .parent) { node, _, _ in node.queue.access.rawValue }
    }

    @FieldsBuilder<RunQueueNode, QueryContext> private static var settings: [Field<RunQueueNode, QueryContext>] {
        Field("prioritizationMode", "RunQueuePrioritizationMode", .parent) { node, _, _ in node.queue.order.rawValue }
        Field("defaultResourceConfigID", "ID", .parent) { node, _, _ in
            node.queue.configID.map { GlobalID.resourceConfig($0).text }
        }
        Field("defaultResourceConfig", "DefaultResourceConfig", .parent) { node, _, context in
            guard let id = node.queue.configID else { return ResourceConfigNode?.none }
            return try await context.read { access in
                try access.tx.launch.config(id: id).map(ResourceConfigNode.init)
            }
        }
        Field("resource", "String", .parent, "What starts its jobs unless they say otherwise.") { node, _, context in
            guard let id = node.queue.configID else { return String?.none }
            return try await context.read { access in try access.tx.launch.config(id: id)?.resource }
        }
        Field("externalLinks", "JSON", .parent) { node, _, _ in
            try node.queue.externalLinks.map { try JSON(parsing: $0) } ?? .null
        }
        Field("state", "RunQueueState!", .parent) { node, _, _ in node.queue.state.rawValue }
        Field("maxRunning", "Int", .parent, "Items leased or running at once; null for any number.") { node, _, _ in
            node.queue.maxRunning
        }
        Field("retry", "JSON", .parent, "How often items are tried again, by the kind of the failure.") { node, _, _ in
            try node.queue.retry.map { try RetryBudget(json: JSON(parsing: $0)).json } ?? RetryBudget().json
        }
    }

    @FieldsBuilder<RunQueueNode, QueryContext> private static var contents: [Field<RunQueueNode, QueryContext>] {
        Field("counts", "RunQueueCounts!", .parent, "Its items by state.") { node, _, context in
            let id = node.queue.id
            return try await context.read { access in
                RunQueueCounts(counts: try access.tx.launch.counts(queue: id))
            }
        }
        Field(
            "throughput", "[RunQueueHour!]!", arguments: ["hours: Int = 24"], .parent,
            "How many items ended in each of the last hours, oldest first; at most 30 days."
        ) { node, arguments, context in
            let (id, hours) = (node.queue.id, Int(min(max(1, try arguments.int("hours")), 720)))
            return try await context.read { access in
                try access.tx.launch.throughput(queue: id, hours: hours).map(LaunchHourNode.init)
            }
        }
        Field("agents", "[LaunchAgent!]!", .parent, "Who serves it, newest first.") { node, _, context in
            let id = node.queue.id
            return try await context.read { access in
                try access.tx.launch.agents(queue: id).map(LaunchAgentNode.init)
            }
        }
        Field("runQueueItem", "RunQueueItem", arguments: ["id: ID!"], .lookup) { node, arguments, context in
            let (id, queue) = (try arguments.string("id"), node.queue.id)
            return try await context.read { access in
                guard case .runQueueItem(let row) = try? GlobalID(id), let item = try access.item(id: row),
                    item.queueID == queue
                else { return RunQueueItemNode?.none }
                return RunQueueItemNode(item: item)
            }
        }
        Field(
            "runQueueItems", "RunQueueItemConnection",
            arguments: ["first: Int = 100", "after: String", "states: [String!]"], .parent, "Newest first.", cost: 5
        ) { node, arguments, context in
            let id = node.queue.id
            let request = try arguments.page(default: 100)
            let states = try arguments.strings("states").map { name in
                guard let state = ItemState(rawValue: name) else {
                    throw ServerError.invalid(
                        field: "states", value: name,
                        expected: ItemState.allCases.map(\.rawValue).joined(separator: ", "))
                }
                return state
            }
            let page = try await context.read { access in
                try access.tx.launch.items(queue: id, states: Set(states), request)
            }
            return Connection<RunQueueItemNode>(page, node: RunQueueItemNode.init)
        }
    }
}

struct RunQueueCounts: GraphQLObject {
    static let graphQLTypeName = "RunQueueCounts"
    let counts: LaunchCounts
}

struct LaunchHourNode: GraphQLObject {
    static let graphQLTypeName = "RunQueueHour"
    let hour: LaunchHour
}

/// What a queue adds to its items.
struct ResourceConfigNode: GraphQLObject {
    static let graphQLTypeName = "DefaultResourceConfig"
    let config: LaunchConfig
}

struct TemplateVariableNode: GraphQLObject {
    static let graphQLTypeName = "ResourceConfigTemplateVariable"
    let variable: TemplateVariable
}
