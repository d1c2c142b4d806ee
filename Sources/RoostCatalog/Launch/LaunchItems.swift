import FoundationEssentials
import RoostJSON
import RoostQueue

extension LaunchRepository {
    static let itemColumns = """
        i.id, i.queue_id, i.state, i.attempt, i.token, i.agent_id, i.deadline, i.last_token, i.not_before,
        i.failed_infrastructure, i.failed_preempted, i.failed_error, i.budget_infrastructure, i.budget_preempted,
        i.budget_error, i.resume_count, i.is_cancel_requested, i.priority, i.shape_id, s.resource, s.milli_cpus,
        s.memory_bytes, s.gpus, i.project_id, i.account_id, i.run_name, i.is_run_chosen, i.is_official, i.job,
        i.key_id, i.created_at, i.updated_at
        """
    static let itemTables = "launch_item i JOIN launch_shape s ON s.id = i.shape_id"

    func items(where condition: String, _ arguments: [SQLValue]) throws -> [LaunchItem] {
        try session.rows("SELECT \(Self.itemColumns) FROM \(Self.itemTables) WHERE \(condition)", arguments)
            .map(LaunchItem.init)
    }

    public func item(id: Int64) throws -> LaunchItem? {
        try items(where: "i.id = $1", [.int(id)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func getItem(_ id: Int64) throws -> LaunchItem {
        guard let item = try item(id: id) else { throw CatalogError.notFound(kind: "queue item", name: "\(id)") }
        return item
    }

    /// The items of a queue, newest first.
    ///
    /// - Parameter states: only items in these states; all when it is empty.
    public func items(
        queue: Int64, states: Set<ItemState> = [], _ page: PageRequest = PageRequest()
    ) throws -> Page<LaunchItem> {
        let after = try Cursor.ints(page.after, list: "queue items", count: 1, otherwise: .max)
        // The names are this program's own.
        let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let found = try items(
            where: """
                i.queue_id = $1 AND i.id < $2 \(states.isEmpty ? "" : "AND i.state IN (\(names))")
                ORDER BY i.id DESC LIMIT $3
                """, [.int(queue), .int(after[0]), .int(Int64(page.first + 1))])
        return Page(found, request: page) { Cursor(list: "queue items", [.int($0.id)]) }
    }

    public func counts(queue: Int64) throws -> LaunchCounts {
        var counts: [ItemState: Int] = [:]
        for row in try session.rows(
            "SELECT state, count(*) FROM launch_item WHERE queue_id = $1 GROUP BY state", [.int(queue)])
        {
            var reader = SQLRowReader(row)
            let state = try reader.raw(ItemState.self)
            counts[state] = Int(try reader.int())
        }
        return LaunchCounts(byState: counts)
    }

    /// The newest item whose run this is.
    public func item(project: Int64, run: String) throws -> LaunchItem? {
        try items(
            where: "i.project_id = $1 AND i.run_name = $2 ORDER BY i.id DESC LIMIT 1", [.int(project), .text(run)]
        ).first
    }

    /// The specification of an item, with the run that it is to log to.
    ///
    /// - Parameter showsSecrets: whether a key that the author put into it is shown; only whoever runs the job needs it.
    public func spec(of item: LaunchItem, showsSecrets: Bool) throws -> JSON {
        let row = try session.row("SELECT spec FROM launch_spec WHERE item_id = $1", [.int(item.id)])
        guard let row else { throw CatalogError.notFound(kind: "specification", name: "\(item.id)") }
        var reader = SQLRowReader(row)
        var members = try JSON(parsing: reader.text()).objectValue ?? [:]
        if let run = item.runName { members["run_id"] = .string(run) }
        if item.lifecycle.resumeCount > 0 { members["_resume_count"] = .int(Int64(item.lifecycle.resumeCount)) }
        if !showsSecrets, members["_wandb_api_key"] != nil { members["_wandb_api_key"] = "***" }
        return .object(members)
    }

    public func attempts(item: Int64) throws -> [LaunchAttempt] {
        try session.rows(
            """
            SELECT t.number, t.agent_id, a.name, t.state, t.leased_at, t.started_at, t.ended_at, t.stage, t.message,
                t.exit_code, t.node, t.job, t.log_tail
            FROM launch_attempt t LEFT JOIN launch_agent a ON a.id = t.agent_id
            WHERE t.item_id = $1 ORDER BY t.number
            """, [.int(item)]
        ).map { row in
            var reader = SQLRowReader(row)
            return LaunchAttempt(
                number: Int(try reader.int()), agentID: try reader.optionalInt(),
                agentName: try reader.optionalText(), state: try reader.text(), leasedAt: try reader.date(),
                startedAt: try reader.optionalDate(), endedAt: try reader.optionalDate(),
                stage: try reader.optionalText(), message: try reader.optionalText(),
                exitCode: try reader.optionalInt().map(Int.init), node: try reader.optionalText(),
                job: try reader.optionalText(), logTail: try reader.optionalText())
        }
    }

    public func warnings(item: Int64) throws -> [LaunchWarning] {
        try session.rows(
            "SELECT stage, message, files, created_at FROM launch_warning WHERE item_id = $1 ORDER BY id", [.int(item)]
        ).map { row in
            var reader = SQLRowReader(row)
            return LaunchWarning(
                stage: try reader.text(), message: try reader.text(), files: try StringList.parse(try reader.text()),
                createdAt: try reader.date())
        }
    }
}

extension LaunchItem {
    init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        queueID = try reader.int()
        let state = try reader.raw(ItemState.self)
        let attempt = Int(try reader.int())
        let token = try reader.optionalInt().map(LeaseToken.init(stored:))
        let agent = try reader.optionalInt()
        let deadline = try reader.optionalInt()
        let last = try reader.optionalInt().map(LeaseToken.init(stored:))
        let notBefore = try reader.int()
        let failures = try RetryBudget(&reader)
        let budget = try RetryBudget(&reader)
        let resumeCount = Int(try reader.int())
        let isCancelRequested = try reader.bool()
        var lease: ItemLease?
        if let token, let deadline { lease = ItemLease(token: token, agent: agent ?? 0, deadline: deadline) }
        lifecycle = ItemLifecycle(
            state: state, attempt: attempt, lease: lease, lastToken: last, notBefore: notBefore, failures: failures,
            budget: budget, resumeCount: resumeCount, isCancelRequested: isCancelRequested)
        priority = Int(try reader.int())
        shapeID = try reader.int()
        let resource = try reader.text()
        self.resource = resource.isEmpty ? nil : resource
        needs = Needs(
            cpus: Double(try reader.int()) / 1_000, memoryBytes: try reader.int(), gpus: Int(try reader.int()))
        projectID = try reader.int()
        userID = try reader.int()
        runName = try reader.optionalText()
        isRunChosen = try reader.bool()
        isOfficial = try reader.bool()
        job = try reader.optionalText()
        keyID = try reader.optionalInt()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}

extension RetryBudget {
    fileprivate init(_ reader: inout SQLRowReader) throws {
        self.init(
            infrastructure: Int(try reader.int()), preempted: Int(try reader.int()), error: Int(try reader.int()))
    }
}

extension LeaseToken {
    /// The database has signed integers only.
    init(stored: Int64) { self.init(value: UInt64(bitPattern: stored)) }
    var stored: Int64 { Int64(bitPattern: value) }
}
