import FoundationEssentials

extension RunRepository {
    /// States that a sign of life ends.
    private static let revivable = "('pending', 'crashed', 'preempted')"

    /// Notes signs of life, by row of the run. Runs that were thought crashed or preempted, or had not begun, run
    /// again; those that ended otherwise do not.
    ///
    /// - Returns: the runs that run again.
    @discardableResult
    public func heartbeat(_ beats: [Int64: Date]) throws -> [Int64] {
        var revived: [Int64] = []
        for (run, time) in beats {
            let changed = try session.execute(
                "UPDATE run SET heartbeat_at = $2 WHERE id = $1 AND heartbeat_at < $2 AND deleted_at IS NULL",
                [.int(run), SQLValue(time)])
            guard changed > 0 else { continue }
            let back = try session.execute(
                """
                UPDATE run SET state = 'running', finished_at = NULL, exit_code = NULL
                WHERE id = $1 AND state IN \(Self.revivable)
                """,
                [.int(run)])
            if back > 0 { revived.append(run) }
        }
        return revived.sorted()
    }

    /// Makes a run that ended run again (it is being resumed). Earlier requests to stop are forgotten.
    public func resume(_ id: Int64) throws {
        try change(
            id, "state = 'running', finished_at = NULL, exit_code = NULL, stop_requested = 0, heartbeat_at = $2")
    }

    /// Ends a run.
    ///
    /// - Returns: killed, when it was asked to stop and ended by the interruption (255); preempted, when it had
    ///   announced that and did not end well; otherwise finished for exit code 0 and failed for any other.
    @discardableResult
    public func finish(_ id: Int64, exitCode: Int) throws -> RunState {
        let run = try get(id, parts: .none)
        let state: RunState =
            if exitCode == 0 {
                .finished
            } else if run.stopRequested && exitCode == 255 {
                .killed
            } else if run.state == .preempting || run.state == .preempted {
                .preempted
            } else {
                .failed
            }
        try change(
            id, "state = $3, finished_at = $2, heartbeat_at = $2, exit_code = $4",
            [.text(state.rawValue), .int(Int64(exitCode))])
        return state
    }

    /// Marks runs as crashed (or preempted, if they had announced it) that gave no sign of life since a time.
    ///
    /// - Returns: the rows of those runs.
    public func markCrashed(heartbeatBefore time: Date) throws -> [Int64] {
        try session.rows(
            """
            UPDATE run SET state = CASE WHEN state = 'preempting' THEN 'preempted' ELSE 'crashed' END,
                finished_at = heartbeat_at, updated_at = $2
            WHERE state IN ('running', 'preempting') AND heartbeat_at < $1 AND deleted_at IS NULL RETURNING id
            """,
            [SQLValue(time), SQLValue(transaction.now)]
        ).map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }.sorted()
    }

    /// Asks a run to stop; answers whether it has not ended yet. (One that is still pending is killed at once.)
    @discardableResult
    public func requestStop(_ id: Int64) throws -> Bool {
        let run = try get(id, parts: .none)
        guard !run.state.isEnded else { return false }
        try change(id, "stop_requested = 1")
        if run.state == .pending { try setState(id, .killed) }
        return true
    }

    /// Notes that a running run is about to be taken off its machine.
    public func markPreempting(_ id: Int64) throws {
        guard try get(id, parts: .none).state == .running else { return }
        try setState(id, .preempting)
    }

    public func setState(_ id: Int64, _ state: RunState) throws {
        _ = try update(id, RunChange(state: state))
    }

    /// Changes columns of one run; `$2` is the time of the transaction, `$3` and on are `arguments`.
    private func change(_ id: Int64, _ assignments: String, _ arguments: [SQLValue] = []) throws {
        let changed = try session.execute(
            "UPDATE run SET \(assignments), updated_at = $2 WHERE id = $1 AND deleted_at IS NULL",
            [.int(id), SQLValue(transaction.now)] + arguments)
        guard changed > 0 else { throw CatalogError.notFound(kind: "run", name: "\(id)") }
    }
}
