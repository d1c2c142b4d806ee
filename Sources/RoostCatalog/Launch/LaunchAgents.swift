import FoundationEssentials
import RoostQueue

extension LaunchRepository {
    private static let agentColumns = """
        a.id, a.project_id, a.account_id, a.name, a.hostname, a.instance, a.version, a.config, a.status, a.is_stopped,
        a.heartbeat_at, a.resources, a.max_jobs, a.cpus, a.memory_bytes, a.gpus, a.free_jobs, a.free_cpus,
        a.free_memory_bytes, a.free_gpus, a.created_at
        """

    /// Makes an agent known. One that was known under the same instance goes on under its name and with its leases.
    public func register(_ new: NewLaunchAgent, at now: Int64) throws -> LaunchAgent {
        try NameRules.checkLength(new.hostname, field: "hostname", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.instance, field: "instance", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.version, field: "version", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.config, field: "agent configuration", bytes: Limits.longTextBytes)
        guard new.queues.count <= Limits.queuesPerAgent else {
            throw CatalogError.limit(
                name: "queues of one agent", limit: Limits.queuesPerAgent, value: new.queues.count)
        }
        let known = try new.instance.flatMap { instance in
            try session.int(
                "SELECT id FROM launch_agent WHERE project_id = $1 AND account_id = $2 AND instance = $3",
                [.int(new.project), .int(new.user), .text(instance)])
        }
        let id = try known ?? insert(new, at: now)
        try session.execute(
            """
            UPDATE launch_agent SET hostname = $2, version = $3, config = $4, status = 'POLLING', is_stopped = 0,
                heartbeat_at = $5, max_jobs = $6, resources = $7, cpus = $8, memory_bytes = $9, gpus = $10,
                free_jobs = $6, free_cpus = $8, free_memory_bytes = $9, free_gpus = $10
            WHERE id = $1
            """,
            [
                .int(id), .text(new.hostname), SQLValue(new.version), .text(new.config), .int(now),
                SQLValue(new.capacity.jobs), SQLValue(new.resources.map(StringList.text)),
                .double(new.capacity.cpus), .int(new.capacity.memoryBytes), .int(Int64(new.capacity.gpus)),
            ])
        try serve(id, new.queues)
        return try getAgent(id)
    }

    private func insert(_ new: NewLaunchAgent, at now: Int64) throws -> Int64 {
        try session.insert(
            """
            INSERT INTO launch_agent (project_id, account_id, name, hostname, instance, config, status, is_stopped,
                heartbeat_at, cpus, memory_bytes, gpus, free_cpus, free_memory_bytes, free_gpus, created_at)
            VALUES ($1, $2, $3, $4, $5, '{}', 'POLLING', 0, $6, 0, 0, 0, 0, 0, 0, $7) RETURNING id
            """,
            [
                .int(new.project), .int(new.user), .text(ShortName.random(letters: 10)), .text(new.hostname),
                SQLValue(new.instance), .int(now), SQLValue(transaction.now),
            ])
    }

    private func serve(_ agent: Int64, _ queues: [(id: Int64, weight: Int)]) throws {
        let kept = Set(queues.map(\.id))
        for known in try queueIDs(agent: agent) where !kept.contains(known) {
            try session.execute(
                "DELETE FROM launch_agent_queue WHERE agent_id = $1 AND queue_id = $2", [.int(agent), .int(known)])
        }
        for queue in queues {
            guard FairShare.weights.contains(queue.weight) else {
                throw CatalogError.invalid(
                    field: "queues.weight", value: "\(queue.weight)", expected: "1 to \(FairShare.weights.upperBound)")
            }
            try session.execute(
                """
                INSERT INTO launch_agent_queue (agent_id, queue_id, weight, place) VALUES ($1, $2, $3, 0)
                ON CONFLICT (agent_id, queue_id) DO UPDATE SET weight = excluded.weight
                """, [.int(agent), .int(queue.id), .int(Int64(queue.weight))])
        }
    }

    public func agent(id: Int64) throws -> LaunchAgent? {
        try agents("a.id = $1", [.int(id)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func getAgent(_ id: Int64) throws -> LaunchAgent {
        guard let agent = try agent(id: id) else { throw CatalogError.notFound(kind: "agent", name: "\(id)") }
        return agent
    }

    /// The agents that serve a queue, newest first.
    public func agents(queue: Int64) throws -> [LaunchAgent] {
        try agents(
            "a.id IN (SELECT agent_id FROM launch_agent_queue WHERE queue_id = $1) ORDER BY a.id DESC LIMIT 1000",
            [.int(queue)])
    }

    /// The rows of the queues that an agent serves.
    public func queueIDs(agent: Int64) throws -> [Int64] {
        try session.rows(
            "SELECT queue_id FROM launch_agent_queue WHERE agent_id = $1 ORDER BY queue_id", [.int(agent)]
        ).map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }
    }

    /// Writes down signs of life, by agent.
    public func beat(_ beats: [Int64: Int64]) throws {
        for (agent, time) in beats {
            try session.execute(
                "UPDATE launch_agent SET heartbeat_at = $2 WHERE id = $1 AND heartbeat_at < $2",
                [.int(agent), .int(time)])
        }
    }

    /// Notes what an agent says of itself.
    public func setStatus(agent: Int64, _ status: String, at now: Int64) throws {
        guard ["POLLING", "RUNNING", "KILLED"].contains(status) else {
            throw CatalogError.invalid(field: "agentStatus", value: status, expected: "POLLING, RUNNING or KILLED")
        }
        try session.execute(
            "UPDATE launch_agent SET status = $2, heartbeat_at = $3 WHERE id = $1",
            [.int(agent), .text(status), .int(now)])
    }

    /// Asks an agent to end.
    public func stop(agent: Int64, effects: inout LaunchEffects) throws {
        try session.execute("UPDATE launch_agent SET is_stopped = 1 WHERE id = $1", [.int(agent)])
        effects.agents.insert(agent)
    }

    private func agents(_ condition: String, _ arguments: [SQLValue]) throws -> [LaunchAgent] {
        try session.rows("SELECT \(Self.agentColumns) FROM launch_agent a WHERE \(condition)", arguments)
            .map(LaunchAgent.init)
    }
}

extension LaunchAgent {
    init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        projectID = try reader.int()
        userID = try reader.int()
        name = try reader.text()
        hostname = try reader.text()
        let instance = try reader.optionalText()
        self.instance = instance
        version = try reader.optionalText()
        config = try reader.text()
        status = try reader.text()
        isStopped = try reader.bool()
        heartbeatAt = try reader.int()
        resources = try reader.optionalText().map { try StringList.parse($0) }
        let capacity = try Capacity(&reader)
        let free = try Capacity(&reader)
        // Official agents say nothing of their machines.
        self.capacity = instance == nil ? .unknown : capacity
        self.free = instance == nil ? .unknown : free
        createdAt = try reader.date()
    }
}

extension Capacity {
    fileprivate init(_ reader: inout SQLRowReader) throws {
        self.init(
            jobs: try reader.optionalInt().map(Int.init), cpus: try reader.optionalDouble() ?? 0,
            memoryBytes: try reader.int(), gpus: Int(try reader.int()))
    }
}

/// Short names that nobody chose: of agents, and of runs of queued items.
enum ShortName {
    private static let characters = Array("abcdefghijklmnopqrstuvwxyz0123456789")

    static func random(letters count: Int) -> String {
        String((0..<count).map { _ in characters[Int.random(in: 0..<characters.count)] })
    }
}
