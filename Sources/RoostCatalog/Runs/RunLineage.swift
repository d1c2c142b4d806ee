import FoundationEssentials

/// A cut of a run's own history: what it had logged after a step is gone.
public struct RunRewind: Sendable, Hashable {
    /// The last step that stayed.
    public let step: Int64
    public let at: Date
}

extension RunRepository {
    /// Notes that a run was rewound.
    public func noteRewind(_ id: Int64, step: Int64) throws {
        try session.execute(
            "INSERT INTO run_rewind (run_id, step, created_at) VALUES ($1, $2, $3)",
            [.int(id), .int(step), SQLValue(transaction.now)])
    }

    /// The rewinds of a run, oldest first.
    ///
    /// - Parameter limit: how many of the newest.
    public func rewinds(_ id: Int64, limit: Int) throws -> [RunRewind] {
        try session.rows(
            "SELECT step, created_at FROM run_rewind WHERE run_id = $1 ORDER BY id DESC LIMIT $2",
            [.int(id), .int(Int64(max(0, limit)))]
        ).map { row in
            var reader = SQLRowReader(row)
            return RunRewind(step: try reader.int(), at: try reader.date())
        }.reversed()
    }

    /// The runs of the project that branch off a run, oldest first.
    public func forks(of run: Run, limit: Int) throws -> [Run] {
        let rows = try session.rows(
            """
            SELECT id FROM run
            WHERE project_id = $1 AND branch_run = $2 AND branch_run IS NOT NULL AND name <> $2 AND deleted_at IS NULL
            ORDER BY id LIMIT $3
            """, [.int(run.projectID), .text(run.name), .int(Int64(max(0, limit)))])
        let ids = try rows.map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }
        return try find(ids: ids, parts: .none)
    }
}
