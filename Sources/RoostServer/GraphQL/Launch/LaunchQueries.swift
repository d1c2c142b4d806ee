import RoostCatalog
import RoostGraphQL

/// How queues, items and agents are found.
enum LaunchQueries {
    @QueryFields static var queries: [QueryField] {
        Field("launchAgent", "LaunchAgent!", arguments: ["id: ID!"], .lookup, "Asking is an agent's sign of life.") {
            _, arguments, context in
            let id = try arguments.string("id")
            let (agent, mayAct) = try await context.read { access in
                let agent = try access.agent(globalID: id, for: .read)
                return (agent, access.caller.user?.id == agent.userID && !access.caller.isAttempt)
            }
            if mayAct, agent.isOfficial { context.services.launch.beat(agent.id) }
            return LaunchAgentNode(agent: agent)
        }
        Field("runQueue", "RunQueue", arguments: ["id: ID!"], .lookup) { _, arguments, context in
            let id = try arguments.string("id")
            return try await context.read { access in
                guard case .runQueue(let row) = try? GlobalID(id) else { return RunQueueNode?.none }
                return try access.queue(id: row).map(RunQueueNode.init)
            }
        }
        Field("runQueueItem", "RunQueueItem", arguments: ["id: ID!"], .lookup) { _, arguments, context in
            let id = try arguments.string("id")
            return try await context.read { access in
                guard case .runQueueItem(let row) = try? GlobalID(id) else { return RunQueueItemNode?.none }
                return try access.item(id: row).map(RunQueueItemNode.init)
            }
        }
    }
}

extension ProjectNode {
    /// The queues that live in a project.
    @FieldsBuilder<ProjectNode, QueryContext> static var queues: [Field<ProjectNode, QueryContext>] {
        Field("runQueues", "[RunQueue!]", .parent) { node, _, context in try await node.queues(context) }
        Field("launchQueues", "[RunQueue!]!", .parent, "As `runQueues`.") { node, _, context in
            try await node.queues(context)
        }
        Field("runQueue", "RunQueue", arguments: ["name: String!"], .lookup) { node, arguments, context in
            let (id, name) = (node.project.id, try arguments.string("name"))
            guard !node.showsJobOnly else { return RunQueueNode?.none }
            return try await context.read { access in
                try access.tx.launch.queue(project: id, name: name).map(RunQueueNode.init)
            }
        }
    }

    private func queues(_ context: QueryContext) async throws -> [RunQueueNode] {
        guard !showsJobOnly else { return [] }
        let id = project.id
        return try await context.read { access in try access.tx.launch.queues(project: id).map(RunQueueNode.init) }
    }
}

extension EntityNode {
    /// An entity's queues and their configurations.
    @FieldsBuilder<EntityNode, QueryContext> static var queues: [Field<EntityNode, QueryContext>] {
        Field("launchQueues", "[RunQueue!]!", .parent, "The queues of its project `model-registry`.") {
            node, _, context in
            let name = node.name
            return try await context.read { access in
                guard let project = try access.project(LaunchRepository.queueProject, entity: name) else {
                    return [RunQueueNode]()
                }
                return try access.tx.launch.queues(project: project.id).map(RunQueueNode.init)
            }
        }
        Field("defaultResourceConfig", "DefaultResourceConfig", arguments: ["id: ID!"], .lookup) {
            node, arguments, context in
            let (id, entity) = (try arguments.string("id"), node.name)
            return try await context.read { access in
                guard case .resourceConfig(let row) = try? GlobalID(id),
                    let config = try access.tx.launch.config(id: row),
                    let owner = try access.entity(entity), owner.id == config.entityID,
                    // It belongs to queues, which those see who see their project.
                    try access.project(LaunchRepository.queueProject, entity: entity) != nil
                else { return ResourceConfigNode?.none }
                return ResourceConfigNode(config: config)
            }
        }
    }
}
