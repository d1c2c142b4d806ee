import FoundationEssentials

/// How many items of a queue ended in one hour.
public struct LaunchHour: Sendable, Hashable {
    /// The hour's beginning.
    public let start: Date
    public internal(set) var finished = 0
    public internal(set) var failed = 0
}

extension LaunchRepository {
    /// How many items of a queue ended in each of the last hours, oldest first; the last one is not over.
    public func throughput(queue: Int64, hours: Int) throws -> [LaunchHour] {
        let hour = Int64(3_600_000_000)
        let last = transaction.now.microseconds / hour
        let first = last - Int64(max(1, hours)) + 1
        var all = (first...last).map { LaunchHour(start: Date(microseconds: $0 * hour)) }
        let rows = try session.rows(
            """
            SELECT updated_at / \(hour), sum(CASE WHEN state = 'finished' THEN 1 ELSE 0 END),
                sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END)
            FROM launch_item
            WHERE queue_id = $1 AND updated_at >= $2 AND state IN ('finished', 'failed')
            GROUP BY 1
            """, [.int(queue), .int(first * hour)])
        for row in rows {
            var reader = SQLRowReader(row)
            let index = Int(try reader.int() - first)
            guard all.indices.contains(index) else { continue }
            all[index].finished = Int(try reader.int())
            all[index].failed = Int(try reader.int())
        }
        return all
    }
}
