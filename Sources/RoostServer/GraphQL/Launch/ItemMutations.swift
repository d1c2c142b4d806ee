import RoostCatalog
import RoostGraphQL
import RoostJSON
import RoostQueue

/// Putting items into queues, cancelling and retrying them.
enum ItemMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "PushToRunQueueInput",
                fields: [
                    "queueID: ID!", "runSpec: JSONString!", "templateVariableValues: JSONString", "priority: Int",
                    "clientMutationId: String",
                ]),
            InputType(
                "PushToRunQueueByNameInput",
                fields: [
                    "entityName: String!", "projectName: String!", "queueName: String!", "runSpec: JSONString!",
                    "templateVariableValues: JSONString", "priority: Int", "clientMutationId: String",
                ]),
            InputType(
                "DeleteFromRunQueueInput",
                fields: ["queueID: ID!", "runQueueItemId: ID!", "clientMutationId: String"]),
            InputType("CancelRunQueueItemInput", fields: ["itemId: ID!", "clientMutationId: String"]),
            InputType("RetryRunQueueItemInput", fields: ["itemId: ID!", "clientMutationId: String"]),
            PushPayload<PushedToQueue>.type(), PushPayload<PushedByName>.type(),
            SuccessPayload.type("DeleteFromRunQueuePayload", DeletedFromQueue.self),
            ItemPayload<CancelledItem>.type(), ItemPayload<RetriedItem>.type(),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("pushToRunQueue", "PushToRunQueuePayload", arguments: ["input: PushToRunQueueInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("queueID")
            let pushed = try await push(input, context) { access in try access.queue(globalID: id, for: .write) }
            return pushed.map { PushPayload<PushedToQueue>(id: $0.id, spec: $0.spec) }
        }
        Field(
            "pushToRunQueueByName", "PushToRunQueueByNamePayload", arguments: ["input: PushToRunQueueByNameInput!"],
            .writesProject, "Null when there is no such queue."
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
            let name = try input.string("queueName")
            let pushed = try await push(input, context) { access in
                // Clients look for the queue there when this answers null, and make it, but not its project.
                if project == LaunchRepository.queueProject {
                    _ = try access.queueProject(project, entity: entity)
                }
                return try access.usableQueue(name, project: project, entity: entity)
            }
            return pushed.map { PushPayload<PushedByName>(id: $0.id, spec: $0.spec) }
        }
        Field(
            "deleteFromRunQueue", "DeleteFromRunQueuePayload", arguments: ["input: DeleteFromRunQueueInput!"],
            .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            _ = try await apply(.cancel, to: input.string("runQueueItemId"), queue: input.string("queueID"), context)
            return SuccessPayload<DeletedFromQueue>(input)
        }
        Field(
            "cancelRunQueueItem", "CancelRunQueueItemPayload", arguments: ["input: CancelRunQueueItemInput!"],
            .writesProject, "Ends an item: at once when it has not started, else through its agent."
        ) { _, arguments, context in
            let id = try arguments.object("input").string("itemId")
            return ItemPayload<CancelledItem>(item: try await apply(.cancel, to: id, context))
        }
        Field(
            "retryRunQueueItem", "RetryRunQueueItemPayload", arguments: ["input: RetryRunQueueItemInput!"],
            .writesProject, "Puts an ended item back, or ends the wait after a failure."
        ) { _, arguments, context in
            let id = try arguments.object("input").string("itemId")
            return ItemPayload<RetriedItem>(item: try await apply(.retry, to: id, context))
        }
    }

    private static func push(
        _ input: Arguments, _ context: QueryContext,
        queue: @escaping @Sendable (Access) throws -> LaunchQueue?
    ) async throws -> (id: String, spec: String)? {
        let spec = try JSON(parsing: input.string("runSpec"))
        let values = try input.optionalString("templateVariableValues").map { try JSON(parsing: $0) } ?? .null
        guard values.isNull || values.objectValue != nil else {
            throw ServerError.invalid(
                field: "templateVariableValues", value: values.text, expected: "an object of values by name")
        }
        let priority = input.optionalInt("priority").map { Int($0) }
        let now = context.services.launch.now
        return try await context.services.writeLaunch(as: context.caller) { access, effects in
            guard let queue = try queue(access) else { return nil }
            let id = try access.enqueue(
                spec, queue: queue, defaults: access.defaults(of: queue), priority: priority,
                values: values.objectValue ?? [:], at: now, effects: &effects)
            let item = try access.tx.launch.getItem(id)
            return (item.globalID.text, try access.tx.launch.spec(of: item, showsSecrets: true).text)
        }
    }

    private static func apply(
        _ event: ItemEvent, to id: String, queue: String? = nil, _ context: QueryContext
    ) async throws -> RunQueueItemNode {
        let now = context.services.launch.now
        return try await context.services.writeLaunch(as: context.caller) { access, effects in
            var item = try access.item(globalID: id, for: .write)
            if let queue, GlobalID.runQueue(item.queueID).text != queue {
                throw ServerError.notFound("queue item '\(id)' in queue '\(queue)'")
            }
            try access.tx.launch.apply(event, to: &item, at: now, effects: &effects)
            return RunQueueItemNode(item: item)
        }
    }
}

struct PushPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let id: String
    let spec: String

    static func type() -> Object<PushPayload> {
        Object(graphQLTypeName) {
            Field("runQueueItemId", "ID", .parent) { payload, _, _ in payload.id }
            Field("runSpec", "JSONString", .parent, "As it was kept: with what the queue adds.") { payload, _, _ in
                payload.spec
            }
        }
    }
}

struct ItemPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let item: RunQueueItemNode

    static func type() -> Object<ItemPayload> {
        Object(graphQLTypeName) {
            Field("item", "RunQueueItem", .parent) { payload, _, _ in payload.item }
        }
    }
}

enum PushedToQueue: MutationName { static let payloadName = "PushToRunQueuePayload" }
enum PushedByName: MutationName { static let payloadName = "PushToRunQueueByNamePayload" }
enum DeletedFromQueue: MutationName { static let payloadName = "DeleteFromRunQueuePayload" }
enum CancelledItem: MutationName { static let payloadName = "CancelRunQueueItemPayload" }
enum RetriedItem: MutationName { static let payloadName = "RetryRunQueueItemPayload" }
