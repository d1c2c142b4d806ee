import RoostGraphQL

/// All that the schema has of queues, items and agents.
enum LaunchTypes {
    static func types() -> [any TypeDeclaration] {
        [LaunchAgentNode.type(), RunLaunch.type()] + RunQueueNode.types() + RunQueueItemNode.types()
            + QueueMutations.types() + ItemMutations.types() + AgentMutations.types()
    }

    static var mutations: [MutationField] {
        QueueMutations.mutations + ItemMutations.mutations + AgentMutations.mutations
    }
}
