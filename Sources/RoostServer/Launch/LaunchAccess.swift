import RoostCatalog
import RoostJSON
import RoostQueue

/// The one way from a name or id in a request to a queue, an item or an agent.
extension Access {
    /// Refuses the key of an attempt: it is for its run alone.
    func refuseAttemptKeys() throws {
        if case .user(_, let key?) = caller, key.runName != nil {
            throw ServerError.forbidden("this API key opens one run and has nothing to do with queues")
        }
    }

    // MARK: Queues

    /// The project that holds an entity's queues, made when it does not exist.
    func queueProject(_ name: String?, entity: String?) throws -> Project {
        try refuseAttemptKeys()
        return try projectMadeForWriting(name ?? LaunchRepository.queueProject, entity: entity)
    }

    func queue(id: Int64) throws -> LaunchQueue? {
        guard let queue = try tx.launch.queue(id: id), try project(id: queue.projectID) != nil else { return nil }
        return queue
    }

    /// A queue that the caller may use with `permission`.
    ///
    /// - Throws: `notFound` when the caller may not see it, `forbidden` when seeing is all the caller may do.
    func queue(globalID text: String, for permission: Permission) throws -> LaunchQueue {
        try refuseAttemptKeys()
        guard case .runQueue(let id) = try? GlobalID(text), let queue = try tx.launch.queue(id: id),
            try project(id: queue.projectID, for: permission) != nil
        else { throw ServerError.notFound("queue '\(text)'") }
        return queue
    }

    /// A queue by name that the caller may put items into and take them from; `nil` when there is none.
    func usableQueue(_ name: String, project: String?, entity: String?) throws -> LaunchQueue? {
        try refuseAttemptKeys()
        guard let project = try self.project(project ?? LaunchRepository.queueProject, entity: entity) else {
            return nil
        }
        try require(.write, on: project)
        return try tx.launch.queue(project: project.id, name: name)
    }

    // MARK: Items

    func item(id: Int64) throws -> LaunchItem? {
        guard let item = try tx.launch.item(id: id), try queue(id: item.queueID) != nil else { return nil }
        return item
    }

    func item(globalID text: String, for permission: Permission) throws -> LaunchItem {
        if permission > .read { try refuseAttemptKeys() }
        guard case .runQueueItem(let id) = try? GlobalID(text), let item = try tx.launch.item(id: id),
            let queue = try tx.launch.queue(id: item.queueID),
            try project(id: queue.projectID, for: permission) != nil
        else { throw ServerError.notFound("queue item '\(text)'") }
        return item
    }

    /// Puts a specification into a queue, for the caller, who must be able to write to the run's project.
    func enqueue(
        _ spec: JSON, queue: LaunchQueue, defaults: QueueDefaults, priority: Int?, values: JSONObject,
        idempotencyKey: String? = nil, at now: Int64, effects: inout LaunchEffects
    ) throws -> Int64 {
        let user = try caller.requireUser()
        guard var members = spec.objectValue else {
            throw QueueError.invalid(path: "run_spec", value: spec, expected: "an object")
        }
        let (entity, project) = (members["entity"]?.stringValue, members["project"]?.stringValue)
        let target = try projectMadeForWriting(
            project.flatMap { $0.isEmpty ? nil : $0 } ?? "uncategorized",
            entity: entity.flatMap { $0.isEmpty ? nil : $0 } ?? queue.entityName)
        members["entity"] = .string(target.entityName)
        members["project"] = .string(target.name)
        let queued = try QueuedSpec(spec: .object(members), defaults: defaults, values: values)
        return try tx.launch.enqueue(
            NewLaunchItem(
                spec: queued, priority: priority, project: target.id, user: user.id, idempotencyKey: idempotencyKey),
            queue: queue, at: now, effects: &effects)
    }

    /// What a queue adds to its items.
    func defaults(of queue: LaunchQueue) throws -> QueueDefaults {
        try queue.configID.flatMap { try tx.launch.config(id: $0) }?.defaults() ?? QueueDefaults()
    }

    // MARK: Agents

    func agent(id: Int64) throws -> LaunchAgent? {
        guard let agent = try tx.launch.agent(id: id), try project(id: agent.projectID) != nil else { return nil }
        return agent
    }

    /// An agent that the caller may use with `permission`.
    func agent(globalID text: String, for permission: Permission) throws -> LaunchAgent {
        if permission > .read { try refuseAttemptKeys() }
        guard case .launchAgent(let id) = try? GlobalID(text), let agent = try tx.launch.agent(id: id),
            try project(id: agent.projectID, for: permission) != nil
        else { throw ServerError.notFound("agent '\(text)'") }
        return agent
    }

    // MARK: Keys of attempts

    /// Refuses a key of an attempt that ended after the request began.
    func requireLivingKey() throws {
        if case .user(_, let key?) = caller, key.runName != nil, try !tx.keys.isAlive(key.id) {
            throw ServerError.badCredentials
        }
    }

    /// Refuses to write to any run but the one that the key of an attempt is for.
    func requireRight(toWriteRun name: String, project: Int64) throws {
        guard case .user(_, let key?) = caller, let only = key.runName else { return }
        guard only == name, key.projectID == project else {
            throw ServerError.forbidden("this API key writes to one run only, '\(only)'")
        }
    }
}
