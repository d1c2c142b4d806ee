import RoostAPI
import RoostJSON

/// Puts a launch into a queue.
public struct PushToRunQueue: GraphQLOperation {
    public var entity: String
    /// The project that queues live in, `model-registry` for all that clients make.
    public var project: String
    public var queue: String
    public var spec: JSON
    public var templateVariables: JSON?
    /// 0 for critical, 1 high, 2 medium, 3 low.
    public var priority: Int64?

    public init(
        entity: String, project: String, queue: String, spec: JSON, templateVariables: JSON? = nil,
        priority: Int64? = nil
    ) {
        self.entity = entity
        self.project = project
        self.queue = queue
        self.spec = spec
        self.templateVariables = templateVariables
        self.priority = priority
    }

    public static let name = "pushToRunQueueByName"
    public static let document = """
        mutation pushToRunQueueByName($entityName: String!, $projectName: String!, $queueName: String!, \
        $runSpec: JSONString!, $priority: Int, $templateVariableValues: JSONString) { pushToRunQueueByName(input: { \
        entityName: $entityName, projectName: $projectName, queueName: $queueName, runSpec: $runSpec, \
        priority: $priority, templateVariableValues: $templateVariableValues }) { runQueueItemId runSpec } }
        """
    /// The server would take the launch a second time.
    public static let policy = RetryPolicy.none

    public var variables: JSONObject {
        [
            "entityName": .string(entity), "projectName": .string(project), "queueName": .string(queue),
            "runSpec": .string(spec.compactText), "priority": priority.map { .int($0) } ?? .null,
            "templateVariableValues": templateVariables.map { .string($0.compactText) } ?? .null,
        ]
    }

    /// The item's id and the spec as the queue holds it; `nil` when there is no such queue.
    public func answer(from data: AnswerReader) throws(APIError) -> (item: String, spec: JSON?)? {
        guard let payload = data["pushToRunQueueByName"] else { return nil }
        return (try payload.string("runQueueItemId"), try payload.embeddedJSON("runSpec"))
    }
}

/// Makes a queue without a resource config, as clients make the one called `default`.
public struct CreateRunQueue: GraphQLOperation {
    public var entity: String
    public var project: String
    public var queue: String

    public init(entity: String, project: String, queue: String) {
        self.entity = entity
        self.project = project
        self.queue = queue
    }

    public static let name = "createRunQueue"
    public static let document = """
        mutation createRunQueue($entity: String!, $project: String!, $queueName: String!, $access: RunQueueAccessType!) \
        { createRunQueue(input: { entityName: $entity, projectName: $project, queueName: $queueName, access: $access }) \
        { success queueID } }
        """

    public var variables: JSONObject {
        [
            "entity": .string(entity), "project": .string(project), "queueName": .string(queue), "access": "PROJECT",
        ]
    }

    public func answer(from data: AnswerReader) throws(APIError) -> Bool {
        data["createRunQueue"]?["success"]?.value.boolValue ?? false
    }
}

/// How an item of a queue stands.
public struct RunQueueItemStatus: GraphQLOperation {
    public var entity: String
    public var project: String
    public var queue: String
    public var item: String

    public init(entity: String, project: String, queue: String, item: String) {
        self.entity = entity
        self.project = project
        self.queue = queue
        self.item = item
    }

    public static let name = "GetRunQueueItem"
    public static let document = """
        query GetRunQueueItem($projectName: String!, $entityName: String!, $runQueue: String!, $itemId: ID!) { \
        project(name: $projectName, entityName: $entityName) { runQueue(name: $runQueue) { id \
        runQueueItem(id: $itemId) { id state associatedRunId } } } }
        """

    public var variables: JSONObject {
        [
            "projectName": .string(project), "entityName": .string(entity), "runQueue": .string(queue),
            "itemId": .string(item),
        ]
    }

    public struct Standing: Sendable, Hashable {
        /// The id of the queue.
        public var queueID: String
        /// `PENDING`, `LEASED`, `CLAIMED`, `FINISHED` or `FAILED`.
        public var state: String
        /// The id of the run, once there is one.
        public var run: String?
    }

    /// `nil` when the item is not in the queue (any more).
    public func answer(from data: AnswerReader) throws(APIError) -> Standing? {
        guard let queue = data["project"]?["runQueue"], let item = queue["runQueueItem"] else { return nil }
        return Standing(
            queueID: try queue.string("id"), state: try item.string("state"),
            run: item["associatedRunId"]?.value.stringValue)
    }
}

/// Takes an item out of its queue.
public struct DeleteFromRunQueue: GraphQLOperation {
    public var queueID: String
    public var item: String

    public init(queueID: String, item: String) {
        self.queueID = queueID
        self.item = item
    }

    public static let name = "deleteFromRunQueue"
    public static let document = """
        mutation deleteFromRunQueue($queueID: ID!, $runQueueItemId: ID!) { deleteFromRunQueue(input: { \
        queueID: $queueID, runQueueItemId: $runQueueItemId }) { success } }
        """

    public var variables: JSONObject { ["queueID": .string(queueID), "runQueueItemId": .string(item)] }

    public func answer(from data: AnswerReader) throws(APIError) -> Bool {
        data["deleteFromRunQueue"]?["success"]?.value.boolValue ?? false
    }
}
