import FoundationEssentials
import RoostJSON
import RoostQueue

extension LaunchRepository {
    /// The project of an entity that holds its queues.
    public static let queueProject = "model-registry"

    private static let queueColumns = """
        q.id, q.project_id, p.name, p.entity_id, e.name, q.name, q.access, q.account_id, q.ordering, q.config_id,
        q.external_links, q.state, q.max_running, q.retry, q.created_at, q.updated_at
        """
    private static let queueTables =
        "launch_queue q JOIN project p ON p.id = q.project_id JOIN entity e ON e.id = p.entity_id"
    private static let liveQueue = "q.deleted_at IS NULL AND p.deleted_at IS NULL AND e.deleted_at IS NULL"

    // MARK: Configurations

    /// Keeps a configuration for queues.
    ///
    /// - Throws: ``QueueError`` with the path of what is wrong in the configuration or a template variable.
    public func addConfig(
        entity: Int64, resource: String, config: JSON, templateVariables: JSON
    ) throws -> LaunchConfig {
        try NameRules.checkLength(resource, field: "resource", bytes: Limits.shortTextBytes)
        guard !resource.isEmpty else {
            throw CatalogError.invalid(field: "resource", value: resource, expected: "a name such as local-process")
        }
        try QueueDefaults.check(config: config)
        let variables = try TemplateVariables(json: templateVariables)
        let text = config.text
        try NameRules.checkLength(text, field: "resource configuration", bytes: Limits.launchSpecBytes)
        let id = try session.insert(
            """
            INSERT INTO launch_config (entity_id, resource, config, template_variables, created_at)
            VALUES ($1, $2, $3, $4, $5) RETURNING id
            """,
            [
                .int(entity), .text(resource), .text(text), .text(variables.json.text),
                SQLValue(transaction.now),
            ])
        guard let made = try self.config(id: id) else {
            throw CatalogError.notFound(kind: "configuration", name: "\(id)")
        }
        return made
    }

    public func config(id: Int64) throws -> LaunchConfig? {
        try session.row(
            "SELECT id, entity_id, resource, config, template_variables FROM launch_config WHERE id = $1", [.int(id)]
        ).map { row in
            var reader = SQLRowReader(row)
            return LaunchConfig(
                id: try reader.int(), entityID: try reader.int(), resource: try reader.text(),
                config: try reader.text(), templateVariables: try reader.text())
        }
    }

    // MARK: Queues

    /// - Throws: ``CatalogError/conflict(_:)`` when the project has a queue of that name.
    public func createQueue(
        project: Int64, name: String, access: LaunchQueue.Access = .project, user: Int64?,
        change: LaunchQueueChange = LaunchQueueChange()
    ) throws -> LaunchQueue {
        try Self.check(queueName: name)
        guard try queue(project: project, name: name) == nil else {
            throw CatalogError.conflict("queue \"\(name)\" exists already")
        }
        let id = try session.insert(
            """
            INSERT INTO launch_queue (project_id, name, access, account_id, ordering, state, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id
            """,
            [
                .int(project), .text(name), .text(access.rawValue), SQLValue(user),
                .text(QueueOrder.oldestFirst.rawValue), .text(QueueState.active.rawValue), SQLValue(transaction.now),
            ])
        return try updateQueue(id, change)
    }

    public func updateQueue(_ id: Int64, _ change: LaunchQueueChange) throws -> LaunchQueue {
        let queue = try getQueue(id)
        if let name = change.name, name != queue.name {
            try Self.check(queueName: name)
            guard try self.queue(project: queue.projectID, name: name) == nil else {
                throw CatalogError.conflict("queue \"\(name)\" exists already")
            }
        }
        let maxRunning = change.maxRunning ?? queue.maxRunning
        if let maxRunning, !(1...1_000_000).contains(maxRunning) {
            throw CatalogError.invalid(
                field: "maxRunning", value: "\(maxRunning)", expected: "1 to 1000000, or no limit")
        }
        if let retry = change.retry { _ = try RetryBudget(json: JSON(parsing: retry)) }
        if let config = change.configID {
            guard let known = try self.config(id: config), known.entityID == queue.entityID else {
                throw CatalogError.notFound(kind: "resource configuration", name: "\(config)")
            }
        }
        try NameRules.checkLength(change.externalLinks, field: "external links", bytes: Limits.longTextBytes)
        try session.execute(
            """
            UPDATE launch_queue SET name = $2, ordering = $3, config_id = $4, external_links = $5, state = $6,
                max_running = $7, retry = $8, updated_at = $9
            WHERE id = $1
            """,
            [
                .int(id), .text(change.name ?? queue.name), .text((change.order ?? queue.order).rawValue),
                SQLValue(change.configID ?? queue.configID),
                SQLValue(changed(queue.externalLinks, by: change.externalLinks)),
                .text((change.state ?? queue.state).rawValue), SQLValue(maxRunning),
                SQLValue(changed(queue.retry, by: change.retry)), SQLValue(transaction.now),
            ])
        return try getQueue(id)
    }

    /// Deletes a queue: items that wait are cancelled, jobs under way are asked to stop.
    public func deleteQueue(_ id: Int64, at now: Int64, effects: inout LaunchEffects) throws {
        _ = try getQueue(id)
        let items = try items(where: "i.queue_id = $1 AND i.state IN ('waiting', 'leased', 'running')", [.int(id)])
        for var item in items { try apply(.cancel, to: &item, at: now, effects: &effects) }
        try session.execute("DELETE FROM launch_agent_queue WHERE queue_id = $1", [.int(id)])
        try session.execute(
            "UPDATE launch_queue SET deleted_at = $2 WHERE id = $1", [.int(id), SQLValue(transaction.now)])
    }

    public func queue(id: Int64) throws -> LaunchQueue? {
        try queues("q.id = $1", [.int(id)]).first
    }

    public func queue(project: Int64, name: String) throws -> LaunchQueue? {
        try queues("q.project_id = $1 AND q.name = $2", [.int(project), .text(name)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func getQueue(_ id: Int64) throws -> LaunchQueue {
        guard let queue = try queue(id: id) else { throw CatalogError.notFound(kind: "queue", name: "\(id)") }
        return queue
    }

    /// The queues of a project, oldest first.
    public func queues(project: Int64) throws -> [LaunchQueue] {
        try queues("q.project_id = $1 ORDER BY q.id", [.int(project)])
    }

    /// The queues that an agent serves, oldest first.
    public func queues(ofAgent agent: Int64) throws -> [ServedQueue] {
        try session.rows(
            """
            SELECT \(Self.queueColumns), l.weight, l.place
            FROM \(Self.queueTables) JOIN launch_agent_queue l ON l.queue_id = q.id
            WHERE \(Self.liveQueue) AND l.agent_id = $1 ORDER BY q.id
            """, [.int(agent)]
        ).map { row in
            var reader = SQLRowReader(row)
            return ServedQueue(
                queue: try LaunchQueue(&reader), weight: Int(try reader.int()),
                place: try reader.optionalDouble() ?? 0)
        }
    }

    private func queues(_ condition: String, _ arguments: [SQLValue]) throws -> [LaunchQueue] {
        try session.rows(
            "SELECT \(Self.queueColumns) FROM \(Self.queueTables) WHERE \(Self.liveQueue) AND \(condition)", arguments
        ).map { row in
            var reader = SQLRowReader(row)
            return try LaunchQueue(&reader)
        }
    }

    private static func check(queueName name: String) throws(CatalogError) {
        guard !name.isEmpty, name.count <= Limits.queueNameLength, !name.unicodeScalars.contains(where: \.isControl)
        else {
            throw .invalid(
                field: "queue name", value: name,
                expected: "1 to \(Limits.queueNameLength) characters, no control characters")
        }
    }
}

extension LaunchQueue {
    init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        projectID = try reader.int()
        projectName = try reader.text()
        entityID = try reader.int()
        entityName = try reader.text()
        name = try reader.text()
        access = try reader.raw(Access.self)
        userID = try reader.optionalInt()
        order = try reader.raw(QueueOrder.self)
        configID = try reader.optionalInt()
        externalLinks = try reader.optionalText()
        state = try reader.raw(QueueState.self)
        maxRunning = try reader.optionalInt().map(Int.init)
        retry = try reader.optionalText()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
