import RoostCatalog
import RoostGraphQL
import RoostJSON
import RoostQueue

/// Making, changing and deleting queues.
enum QueueMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "CreateDefaultResourceConfigInput",
                fields: [
                    "entityName: String!", "resource: String!", "config: JSONString!",
                    "templateVariables: JSONString", "clientMutationId: String",
                ]),
            InputType(
                "CreateRunQueueInput",
                fields: [
                    "entityName: String!", "projectName: String!", "queueName: String!",
                    "access: RunQueueAccessType!", "prioritizationMode: RunQueuePrioritizationMode",
                    "defaultResourceConfigID: ID", "clientMutationId: String",
                ]),
            InputType(
                "UpsertRunQueueInput",
                fields: [
                    "entityName: String!", "projectName: String!", "queueName: String!", "resourceType: String!",
                    "resourceConfig: JSONString!", "templateVariables: JSONString",
                    "prioritizationMode: RunQueuePrioritizationMode", "externalLinks: JSONString", "maxRunning: Int",
                    "retry: JSONString", "clientMutationId: String",
                ]),
            InputType("DeleteRunQueuesInput", fields: ["queueIDs: [ID!]!", "clientMutationId: String"]),
            InputType(
                "UpdateRunQueueInput",
                fields: [
                    "queueId: ID!", "name: String", "state: RunQueueState", "maxRunning: Int", "retry: JSONString",
                    "prioritizationMode: RunQueuePrioritizationMode", "clientMutationId: String",
                ]),
            Object<CreateResourceConfigPayload>("CreateDefaultResourceConfigPayload") {
                Field("defaultResourceConfigID", "ID", .parent) { payload, _, _ in payload.id }
                Field("success", "Boolean", .parent) { _, _, _ in true }
            },
            Object<CreateRunQueuePayload>("CreateRunQueuePayload") {
                Field("queueID", "ID!", .parent) { payload, _, _ in payload.id }
                Field("success", "Boolean", .parent) { _, _, _ in true }
            },
            Object<UpsertRunQueuePayload>("UpsertRunQueuePayload") {
                Field("success", "Boolean", .parent) { payload, _, _ in payload.errors == nil }
                Field("configSchemaValidationErrors", "[String!]", .parent) { payload, _, _ in payload.errors }
                Field("queue", "RunQueue", .parent) { payload, _, _ in payload.queue }
            },
            SuccessPayload.type("DeleteRunQueuesPayload", DeleteRunQueues.self),
            Object<UpdateRunQueuePayload>("UpdateRunQueuePayload") {
                Field("runQueue", "RunQueue", .parent) { payload, _, _ in payload.queue }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "createDefaultResourceConfig", "CreateDefaultResourceConfigPayload",
            arguments: ["input: CreateDefaultResourceConfigInput!"], .administers
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (entity, resource) = (try input.string("entityName"), try input.string("resource"))
            let config = try JSON(parsing: input.string("config"))
            let variables = try input.optionalString("templateVariables").map { try JSON(parsing: $0) } ?? .null
            let made = try await context.write { access in
                let entity = try access.entityForAdministering(entity)
                return try access.tx.launch.addConfig(
                    entity: entity.id, resource: resource, config: config, templateVariables: variables)
            }
            return CreateResourceConfigPayload(id: made.globalID.text)
        }
        Field(
            "createRunQueue", "CreateRunQueuePayload", arguments: ["input: CreateRunQueueInput!"], .writesProject,
            "Makes the project too when it does not exist."
        ) { _, arguments, context in
            try await create(arguments.object("input"), context)
        }
        Field("upsertRunQueue", "UpsertRunQueuePayload", arguments: ["input: UpsertRunQueueInput!"], .administers) {
            _, arguments, context in
            try await upsert(arguments.object("input"), context)
        }
        Field("deleteRunQueues", "DeleteRunQueuesPayload", arguments: ["input: DeleteRunQueuesInput!"], .administers) {
            _, arguments, context in
            let input = try arguments.object("input")
            let ids = input.strings("queueIDs")
            let now = context.services.launch.now
            try await context.services.writeLaunch(as: context.caller) { access, effects in
                for id in ids {
                    let queue = try access.queue(globalID: id, for: .administer)
                    try access.tx.launch.deleteQueue(queue.id, at: now, effects: &effects)
                }
            }
            return SuccessPayload<DeleteRunQueues>(input)
        }
        Field("updateRunQueue", "UpdateRunQueuePayload", arguments: ["input: UpdateRunQueueInput!"], .administers) {
            _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("queueId")
            var change = try settings(input)
            change.name = input.optionalString("name")
            let wanted = change
            let queue = try await context.services.writeLaunch(as: context.caller) { access, effects in
                let queue = try access.queue(globalID: id, for: .administer)
                effects.queues.insert(queue.id)
                return try access.tx.launch.updateQueue(queue.id, wanted)
            }
            return UpdateRunQueuePayload(queue: RunQueueNode(queue: queue))
        }
    }

    private static func create(_ input: Arguments, _ context: QueryContext) async throws -> CreateRunQueuePayload {
        let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
        let name = try input.string("queueName")
        let kind = LaunchQueue.Access(rawValue: try input.string("access")) ?? .project
        var change = try settings(input)
        if let text = input.optionalString("defaultResourceConfigID") {
            guard case .resourceConfig(let id) = try? GlobalID(text) else {
                throw ServerError.notFound("resource configuration '\(text)'")
            }
            change.configID = id
        }
        let wanted = change
        let queue = try await context.write { access in
            let project = try access.queueProject(project, entity: entity)
            return try access.tx.launch.createQueue(
                project: project.id, name: name, access: kind, user: access.caller.user?.id, change: wanted)
        }
        return CreateRunQueuePayload(id: queue.globalID.text)
    }

    private static func upsert(_ input: Arguments, _ context: QueryContext) async throws -> UpsertRunQueuePayload {
        let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
        let (name, resource) = (try input.string("queueName"), try input.string("resourceType"))
        let config = try JSON(parsing: input.string("resourceConfig"))
        let variables = try input.optionalString("templateVariables").map { try JSON(parsing: $0) } ?? .null
        var change = try settings(input)
        change.externalLinks = input.optionalString("externalLinks")
        let wanted = change
        do {
            let queue = try await context.services.writeLaunch(as: context.caller) { access, effects in
                let project = try access.queueProject(project, entity: entity)
                try access.require(.administer, on: project)
                var change = wanted
                change.configID = try access.tx.launch.addConfig(
                    entity: project.entityID, resource: resource, config: config, templateVariables: variables
                ).id
                if let known = try access.tx.launch.queue(project: project.id, name: name) {
                    effects.queues.insert(known.id)
                    return try access.tx.launch.updateQueue(known.id, change)
                }
                return try access.tx.launch.createQueue(
                    project: project.id, name: name, user: access.caller.user?.id, change: change)
            }
            return UpsertRunQueuePayload(queue: RunQueueNode(queue: queue), errors: nil)
        } catch let error as QueueError {
            // Clients show these to whoever wrote the configuration.
            return UpsertRunQueuePayload(queue: nil, errors: [error.description])
        }
    }

    private static func settings(_ input: Arguments) throws -> LaunchQueueChange {
        LaunchQueueChange(
            order: input.optionalString("prioritizationMode").flatMap(QueueOrder.init),
            state: input.optionalString("state").flatMap(QueueState.init),
            maxRunning: input.optionalInt("maxRunning").map { $0 == 0 ? nil : Int($0) },
            retry: input.optionalString("retry"))
    }
}

struct CreateResourceConfigPayload: GraphQLObject {
    static let graphQLTypeName = "CreateDefaultResourceConfigPayload"
    let id: String
}

struct CreateRunQueuePayload: GraphQLObject {
    static let graphQLTypeName = "CreateRunQueuePayload"
    let id: String
}

struct UpsertRunQueuePayload: GraphQLObject {
    static let graphQLTypeName = "UpsertRunQueuePayload"
    let queue: RunQueueNode?
    let errors: [String]?
}

struct UpdateRunQueuePayload: GraphQLObject {
    static let graphQLTypeName = "UpdateRunQueuePayload"
    let queue: RunQueueNode
}

enum DeleteRunQueues: MutationName { static let payloadName = "DeleteRunQueuesPayload" }
