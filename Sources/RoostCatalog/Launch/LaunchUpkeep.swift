import FoundationEssentials
import RoostQueue

extension LaunchRepository {
    /// Whether ``upkeep(_:at:limit:)`` would find anything to do.
    public func needsUpkeep(at now: Int64) throws -> Bool {
        try session.row(
            "SELECT 1 FROM launch_item WHERE state IN ('leased', 'running') AND deadline <= $1 LIMIT 1", [.int(now)])
            != nil
            || session.row(
                "SELECT 1 FROM launch_item WHERE state = 'waiting' AND is_ready = 0 AND not_before <= $1 LIMIT 1",
                [.int(now)]) != nil
    }

    /// When the next hold or wait ends, in milliseconds; `nil` when there is none.
    public func nextUpkeep() throws -> Int64? {
        let deadline = try session.int("SELECT min(deadline) FROM launch_item WHERE state IN ('leased', 'running')")
        let wait = try session.int("SELECT min(not_before) FROM launch_item WHERE state = 'waiting' AND is_ready = 0")
        return [deadline, wait].compactMap(\.self).min()
    }

    /// Ends holds whose deadline is over and lets items go whose wait is.
    ///
    /// - Parameter limit: how many holds at most; call again while as many were handled.
    /// - Returns: how many holds were handled.
    public func upkeep(
        _ timings: LaunchTimings, at now: Int64, limit: Int = 500, effects: inout LaunchEffects
    ) throws -> Int {
        let due = try items(
            where: "i.state IN ('leased', 'running') AND i.deadline <= $1 ORDER BY i.deadline LIMIT $2",
            [.int(now), .int(Int64(limit))])
        for var item in due {
            if item.isOfficial, item.state == .running {
                try lookAfter(&item, timings: timings, at: now, effects: &effects)
            } else {
                try apply(.expire, to: &item, at: now, effects: &effects)
            }
        }
        for row in try session.rows(
            """
            UPDATE launch_item SET is_ready = 1
            WHERE state = 'waiting' AND is_ready = 0 AND not_before <= $1 RETURNING queue_id
            """, [.int(now)])
        {
            var reader = SQLRowReader(row)
            effects.queues.insert(try reader.int())
        }
        return due.count
    }

    /// Takes up what an earlier server left: its clock may have been another, and while nobody served, no agent could
    /// renew anything. So every hold lasts from now, and no wait is longer than the longest backoff.
    public func takeUp(_ timings: LaunchTimings, at now: Int64) throws {
        try session.execute(
            """
            UPDATE launch_item SET deadline = CASE WHEN state = 'running' AND is_official = 0 THEN $2 ELSE $1 END
            WHERE state IN ('leased', 'running')
            """, [.int(now + max(timings.lease, timings.officialLook)), .int(now + timings.hold)])
        try session.execute(
            "UPDATE launch_item SET not_before = $1 WHERE state = 'waiting' AND is_ready = 0 AND not_before > $1",
            [.int(now + 60_000)])
        // Those that were alive shortly before are given time to come back; nobody is taken for alive for ever.
        try session.execute(
            "UPDATE launch_agent SET heartbeat_at = $1 WHERE heartbeat_at > $1 OR heartbeat_at > $1 - $2",
            [.int(now), .int(3_600_000)])
    }
}
