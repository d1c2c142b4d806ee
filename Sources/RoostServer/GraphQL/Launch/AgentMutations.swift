import RoostCatalog
import RoostGraphQL
import RoostJSON
import RoostQueue

/// What official agents do, and stopping agents.
enum AgentMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "CreateLaunchAgentInput",
                fields: [
                    "entityName: String!", "projectName: String!", "runQueues: [ID!]!", "hostname: String!",
                    "agentConfig: JSONString", "version: String", "clientMutationId: String",
                ]),
            InputType(
                "UpdateLaunchAgentInput",
                fields: ["launchAgentId: ID!", "agentStatus: String", "clientMutationId: String"]),
            InputType("StopLaunchAgentInput", fields: ["launchAgentId: ID!", "clientMutationId: String"]),
            InputType(
                "PopFromRunQueueInput",
                fields: [
                    "entityName: String!", "projectName: String!", "queueName: String!", "launchAgentId: ID",
                    "clientMutationId: String",
                ]),
            InputType(
                "AckRunQueueItemInput",
                fields: ["runQueueItemId: ID!", "runName: String!", "clientMutationId: String"]),
            InputType(
                "FailRunQueueItemInput",
                fields: [
                    "runQueueItemId: ID!", "message: String!", "stage: String!", "filePaths: [String!]",
                    "clientMutationId: String",
                ]),
            InputType(
                "UpdateRunQueueItemWarningInput",
                fields: [
                    "runQueueItemId: ID!", "message: String!", "stage: String!", "filePaths: [String!]",
                    "clientMutationId: String",
                ]),
            Object<CreateLaunchAgentPayload>("CreateLaunchAgentPayload") {
                Field("launchAgentId", "ID!", .parent) { payload, _, _ in payload.id }
            },
            Object<PopPayload>("PopFromRunQueuePayload") {
                Field("runQueueItemId", "ID!", .parent) { payload, _, _ in payload.id }
                Field("runSpec", "JSON", .parent) { payload, _, _ in payload.spec }
            },
            SuccessPayload.type("UpdateLaunchAgentPayload", UpdatedAgent.self),
            SuccessPayload.type("StopLaunchAgentPayload", StoppedAgent.self),
            SuccessPayload.type("AckRunQueueItemPayload", AcknowledgedItem.self),
            SuccessPayload.type("FailRunQueueItemPayload", FailedItem.self),
            SuccessPayload.type("UpdateRunQueueItemWarningPayload", WarnedItem.self),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "createLaunchAgent", "CreateLaunchAgentPayload", arguments: ["input: CreateLaunchAgentInput!"],
            .writesProject
        ) { _, arguments, context in
            try await create(arguments.object("input"), context)
        }
        Field(
            "updateLaunchAgent", "UpdateLaunchAgentPayload", arguments: ["input: UpdateLaunchAgentInput!"],
            .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (id, status) = (try input.string("launchAgentId"), input.optionalString("agentStatus"))
            let now = context.services.launch.now
            try await context.write { access in
                let agent = try access.agent(globalID: id, for: .write)
                try access.tx.launch.setStatus(agent: agent.id, status ?? agent.status, at: now)
            }
            return SuccessPayload<UpdatedAgent>(input)
        }
        Field(
            "stopLaunchAgent", "StopLaunchAgentPayload", arguments: ["input: StopLaunchAgentInput!"], .writesProject,
            "Asks an agent to end."
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("launchAgentId")
            try await context.services.writeLaunch(as: context.caller) { access, effects in
                let agent = try access.agent(globalID: id, for: .write)
                try access.tx.launch.stop(agent: agent.id, effects: &effects)
            }
            return SuccessPayload<StoppedAgent>(input)
        }
        Field(
            "popFromRunQueue", "PopFromRunQueuePayload", arguments: ["input: PopFromRunQueueInput!"], .writesProject,
            "The next item; null when there is none. It goes back unless it is acknowledged within a minute."
        ) { _, arguments, context in
            try await pop(arguments.object("input"), context)
        }
        Field("ackRunQueueItem", "AckRunQueueItemPayload", arguments: ["input: AckRunQueueItemInput!"], .writesProject)
        { _, arguments, context in
            let input = try arguments.object("input")
            let (id, run) = (try input.string("runQueueItemId"), try input.string("runName"))
            let desk = context.services.launch
            let isDone = try await context.services.writeLaunch(as: context.caller) { access, effects in
                let item = try access.item(globalID: id, for: .write)
                return try access.tx.launch.acknowledge(
                    item: item.id, run: run, nextLook: desk.timings.officialLook, at: desk.now, effects: &effects)
            }
            return SuccessPayload<AcknowledgedItem>(input, isSuccess: isDone)
        }
        Field(
            "failRunQueueItem", "FailRunQueueItemPayload", arguments: ["input: FailRunQueueItemInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            try await fail(input, context)
            return SuccessPayload<FailedItem>(input)
        }
        Field(
            "updateRunQueueItemWarning", "UpdateRunQueueItemWarningPayload",
            arguments: ["input: UpdateRunQueueItemWarningInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (id, message) = (try input.string("runQueueItemId"), try input.string("message"))
            let (stage, files) = (try input.string("stage"), input.strings("filePaths"))
            try await context.write { access in
                let item = try access.item(globalID: id, for: .write)
                try access.tx.launch.addWarning(item: item.id, stage: stage, message: message, files: files)
            }
            return SuccessPayload<WarnedItem>(input)
        }
    }

    private static func create(_ input: Arguments, _ context: QueryContext) async throws -> CreateLaunchAgentPayload {
        let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
        let (hostname, names) = (try input.string("hostname"), input.strings("runQueues"))
        let (version, config) = (input.optionalString("version"), input.optionalString("agentConfig") ?? "{}")
        let now = context.services.launch.now
        let agent = try await context.write { access in
            let user = try access.caller.requireUser()
            let project = try access.queueProject(project, entity: entity)
            let queues = try names.map { name in
                let queue = try access.queue(globalID: name, for: .write)
                guard queue.projectID == project.id else { throw ServerError.notFound("queue '\(name)'") }
                return (id: queue.id, weight: 1)
            }
            return try access.tx.launch.register(
                NewLaunchAgent(
                    project: project.id, user: user.id, hostname: hostname, version: version, config: config,
                    queues: queues), at: now)
        }
        return CreateLaunchAgentPayload(id: agent.globalID.text)
    }

    private static func pop(_ input: Arguments, _ context: QueryContext) async throws -> PopPayload? {
        let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
        let (name, agentID) = (try input.string("queueName"), input.optionalString("launchAgentId"))
        let desk = context.services.launch
        return try await context.services.writeLaunch(as: context.caller) { access, effects in
            guard let queue = try access.usableQueue(name, project: project, entity: entity) else {
                throw ServerError.notFound("queue '\(name)'")
            }
            let agent = try agentID.map { try access.agent(globalID: $0, for: .write) }
            if let agent { desk.beat(agent.id) }
            let grant = try access.tx.launch.pop(
                queue: queue, agent: agent?.id ?? 0, within: desk.timings.acknowledge, at: desk.now,
                effects: &effects)
            return try grant.map { grant in
                PopPayload(
                    id: grant.item.globalID.text,
                    spec: try access.tx.launch.spec(of: grant.item, showsSecrets: true))
            }
        }
    }

    private static func fail(_ input: Arguments, _ context: QueryContext) async throws {
        let (id, message) = (try input.string("runQueueItemId"), try input.string("message"))
        let (stage, files) = (try input.string("stage"), input.strings("filePaths"))
        let now = context.services.launch.now
        try await context.services.writeLaunch(as: context.caller) { access, effects in
            var item = try access.item(globalID: id, for: .write)
            guard item.isOfficial, let token = item.lifecycle.lease?.token else { return }
            if !files.isEmpty {
                try access.tx.launch.addWarning(item: item.id, stage: stage, message: message, files: files)
            }
            // The agent tried and gave up, so that trying again is for whoever allowed for errors.
            try access.tx.launch.apply(
                .failed(token, .error), to: &item, at: now, report: AttemptReport(stage: stage, message: message),
                effects: &effects)
        }
    }
}

struct CreateLaunchAgentPayload: GraphQLObject {
    static let graphQLTypeName = "CreateLaunchAgentPayload"
    let id: String
}

struct PopPayload: GraphQLObject {
    static let graphQLTypeName = "PopFromRunQueuePayload"
    let id: String
    let spec: JSON
}

enum UpdatedAgent: MutationName { static let payloadName = "UpdateLaunchAgentPayload" }
enum StoppedAgent: MutationName { static let payloadName = "StopLaunchAgentPayload" }
enum AcknowledgedItem: MutationName { static let payloadName = "AckRunQueueItemPayload" }
enum FailedItem: MutationName { static let payloadName = "FailRunQueueItemPayload" }
enum WarnedItem: MutationName { static let payloadName = "UpdateRunQueueItemWarningPayload" }
