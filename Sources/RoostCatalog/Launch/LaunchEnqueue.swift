import FoundationEssentials
import RoostJSON
import RoostQueue

/// What is to be put into a queue.
public struct NewLaunchItem: Sendable {
    public let spec: QueuedSpec
    public let priority: Int
    /// The project of the run.
    public let project: Int64
    public let user: Int64
    /// Puts the same item in only once, however often it is sent.
    public let idempotencyKey: String?

    public init(spec: QueuedSpec, priority: Int?, project: Int64, user: Int64, idempotencyKey: String? = nil) {
        self.spec = spec
        self.priority = priority ?? ItemPriority.standard
        self.project = project
        self.user = user
        self.idempotencyKey = idempotencyKey
    }
}

extension LaunchRepository {
    /// Puts an item into a queue.
    ///
    /// - Returns: the item's row; that of the item that was there, when the idempotency key is known.
    /// - Throws: ``CatalogError/conflict(_:)`` when the queue takes no items.
    public func enqueue(
        _ new: NewLaunchItem, queue: LaunchQueue, at now: Int64, effects: inout LaunchEffects
    ) throws -> Int64 {
        if let key = new.idempotencyKey {
            try NameRules.checkLength(key, field: "idempotency_key", bytes: Limits.shortTextBytes)
            let known = try session.int(
                "SELECT id FROM launch_item WHERE queue_id = $1 AND account_id = $2 AND idempotency_key = $3",
                [.int(queue.id), .int(new.user), .text(key)])
            if let known { return known }
        }
        guard queue.state.takesItems else {
            throw CatalogError.conflict("queue \"\(queue.name)\" is draining and takes no more items")
        }
        guard ItemPriority.range.contains(new.priority) else {
            throw CatalogError.invalid(
                field: "priority", value: "\(new.priority)", expected: "0 (critical), 1 (high), 2 (medium) or 3 (low)")
        }
        var spec = new.spec.spec
        let run = spec.removeValue(forKey: "run_id")?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        if let run { try NameRules.checkRun(run) }
        let resumed = min(max(spec.removeValue(forKey: "_resume_count")?.intValue ?? 0, 0), 1_000_000)
        let job = spec["job"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        let text = JSON.object(spec).text
        try NameRules.checkLength(text, field: "run spec", bytes: Limits.launchSpecBytes)
        let budget = queue.budget(new.spec.retry)
        let id = try session.insert(
            """
            INSERT INTO launch_item (queue_id, shape_id, state, is_ready, priority, project_id, account_id, run_name,
                is_run_chosen, is_official, job, attempt, not_before, failed_infrastructure, failed_preempted,
                failed_error, budget_infrastructure, budget_preempted, budget_error, resume_count,
                is_cancel_requested, idempotency_key, created_at, updated_at)
            VALUES ($1, $2, 'waiting', 1, $3, $4, $5, $6, $7, 0, $8, 0, 0, 0, 0, 0, $9, $10, $11, $12, 0, $13, $14, $14)
            RETURNING id
            """,
            [
                .int(queue.id), .int(try shape(new.spec)), .int(Int64(new.priority)), .int(new.project),
                .int(new.user), SQLValue(run), SQLValue(run != nil), SQLValue(job),
                .int(Int64(budget.infrastructure)), .int(Int64(budget.preempted)), .int(Int64(budget.error)),
                .int(resumed), SQLValue(new.idempotencyKey), SQLValue(transaction.now),
            ])
        try session.execute("INSERT INTO launch_spec (item_id, spec) VALUES ($1, $2)", [.int(id), .text(text)])
        effects.queues.insert(queue.id)
        return id
    }

    /// The row of a combination of needs.
    private func shape(_ spec: QueuedSpec) throws -> Int64 {
        let values: [SQLValue] = [
            .text(spec.resource ?? ""), .int(Int64((spec.needs.cpus * 1_000).rounded())),
            .int(spec.needs.memoryBytes), .int(Int64(spec.needs.gpus)),
        ]
        let known = try session.int(
            """
            SELECT id FROM launch_shape WHERE resource = $1 AND milli_cpus = $2 AND memory_bytes = $3 AND gpus = $4
            """, values)
        if let known { return known }
        return try session.insert(
            """
            INSERT INTO launch_shape (resource, milli_cpus, memory_bytes, gpus) VALUES ($1, $2, $3, $4) RETURNING id
            """, values)
    }
}
