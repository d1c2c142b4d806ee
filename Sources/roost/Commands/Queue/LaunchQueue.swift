import RoostAPI
import RoostJSON

/// What a server tells of a queue.
struct LaunchQueue: Sendable, Hashable {
    var entity: String
    var members: JSON

    /// Queues live in one project of their entity.
    static let project = "model-registry"
    static let selection =
        "id name state resource maxRunning prioritizationMode createdBy createdAt retry "
        + "counts { waiting leased running finished failed cancelled }"
    static let details =
        "defaultResourceConfig { config resource templateVariables { name schema } } "
        + "agents { id name hostname agentStatus isAlive maxJobs kind heartbeatAt }"

    var id: String { members["id"]?.stringValue ?? "" }
    var name: String { members["name"]?.stringValue ?? "" }
    var state: JSON {
        members["state"]?.stringValue.map { .string($0.lowercased()) } ?? .null
    }

    func count(_ name: String) -> JSON { members["counts"]?[name] ?? .null }

    /// `null` where there is no bound.
    var maxRunning: JSON {
        let value = members["maxRunning"] ?? .null
        return value.intValue == 0 ? .null : value
    }
}

/// Asks for one queue.
struct LaunchQueueQuery: GraphQLOperation {
    var entity: String
    var name: String

    static let name = "LaunchQueue"
    static let document = """
        query LaunchQueue($entity: String!, $project: String!, $name: String!) { \
        project(name: $project, entityName: $entity) { runQueue(name: $name) { \
        \(LaunchQueue.selection) \(LaunchQueue.details) } } }
        """

    var variables: JSONObject {
        ["entity": .string(entity), "project": .string(LaunchQueue.project), "name": .string(name)]
    }

    func answer(from data: AnswerReader) throws(APIError) -> LaunchQueue? {
        guard let queue = data["project"]?["runQueue"] else { return nil }
        return LaunchQueue(entity: entity, members: queue.value)
    }
}

/// Asks for the queues of an entity.
struct LaunchQueuesQuery: GraphQLOperation {
    var entity: String

    static let name = "LaunchQueues"
    static let document = """
        query LaunchQueues($entity: String!, $project: String!) { project(name: $project, entityName: $entity) { \
        runQueues { \(LaunchQueue.selection) } } }
        """

    var variables: JSONObject { ["entity": .string(entity), "project": .string(LaunchQueue.project)] }

    func answer(from data: AnswerReader) throws(APIError) -> [LaunchQueue] {
        (data["project"]?["runQueues"]?.elements ?? []).map { LaunchQueue(entity: entity, members: $0.value) }
    }
}

/// Makes a queue, or changes the one of that name.
struct UpsertLaunchQueue: GraphQLOperation {
    var entity: String
    var name: String
    var resource: String
    var arguments: JSON
    var templateVariables: JSON?
    var prioritization: String?
    var maxRunning: Int?
    var retry: JSON?

    static let name = "UpsertLaunchQueue"
    static let document = """
        mutation UpsertLaunchQueue($entity: String!, $project: String!, $name: String!, $resource: String!, \
        $config: JSONString!, $variables: JSONString, $mode: RunQueuePrioritizationMode, $maxRunning: Int, \
        $retry: JSONString) { upsertRunQueue(input: { entityName: $entity, projectName: $project, queueName: $name, \
        resourceType: $resource, resourceConfig: $config, templateVariables: $variables, prioritizationMode: $mode, \
        maxRunning: $maxRunning, retry: $retry }) { success configSchemaValidationErrors } }
        """

    var variables: JSONObject {
        [
            "entity": .string(entity), "project": .string(LaunchQueue.project), "name": .string(name),
            "resource": .string(resource),
            "config": .string(JSON.object(["resource_args": .object([resource: arguments])]).text),
            "variables": templateVariables.map { .string($0.text) } ?? .null,
            "mode": prioritization.map(JSON.string) ?? .null,
            "maxRunning": maxRunning.map { .int(Int64($0)) } ?? .null, "retry": retry.map { .string($0.text) } ?? .null,
        ]
    }

    /// What is wrong with the config; empty when the queue was made.
    func answer(from data: AnswerReader) throws(APIError) -> [String] {
        let payload = data["upsertRunQueue"]
        let errors = (payload?["configSchemaValidationErrors"]?.elements ?? []).compactMap(\.value.stringValue)
        if errors.isEmpty, payload?["success"]?.value.boolValue != true { return ["the server refused it"] }
        return errors
    }
}

/// Changes how a queue is worked off.
struct UpdateLaunchQueue: GraphQLOperation {
    var id: String
    var state: String?
    var maxRunning: Int?

    static let name = "UpdateLaunchQueue"
    static let document = """
        mutation UpdateLaunchQueue($id: ID!, $state: RunQueueState, $maxRunning: Int) { \
        updateRunQueue(input: { queueId: $id, state: $state, maxRunning: $maxRunning }) { runQueue { id state } } }
        """

    var variables: JSONObject {
        [
            "id": .string(id), "state": state.map(JSON.string) ?? .null,
            "maxRunning": maxRunning.map { .int(Int64($0)) } ?? .null,
        ]
    }

    func answer(from data: AnswerReader) throws(APIError) -> String? {
        data["updateRunQueue"]?["runQueue"]?["state"]?.value.stringValue
    }
}

/// Removes a queue with its items.
struct DeleteLaunchQueue: GraphQLOperation {
    var id: String

    static let name = "DeleteLaunchQueue"
    static let document = """
        mutation DeleteLaunchQueue($ids: [ID!]!) { deleteRunQueues(input: { queueIDs: $ids }) { success } }
        """

    var variables: JSONObject { ["ids": [.string(id)]] }

    func answer(from data: AnswerReader) throws(APIError) -> Bool {
        data["deleteRunQueues"]?["success"]?.value.boolValue ?? false
    }
}
