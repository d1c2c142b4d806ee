/// Counts the runs of a project that match a filter.
///
/// Where indexes lead from a condition to its runs, their rows are counted first, which is cheap; then only the
/// runs of the condition with the fewest are looked at.
struct RunCounter {
    let session: any SQLSession
    let project: Int64
    let filter: RunFilter

    func count() throws -> Int {
        let paths = try RunPaths(session, project: project, condition: filter.condition)
        let sql = RunFilterSQL(dialect: session.dialect, project: project, paths: paths)
        let candidates = RunCandidates(session: session, sql: sql, limit: 0)
        var rest = RunCandidates.flattened(filter.condition)
        guard let best = try smallest(rest, candidates) else { return try scan(rest, sql: sql, from: nil) }
        guard best.rows > 0 else { return 0 }
        if rest.count == 1, try !candidates.mayRepeat(rest[0]) { return best.rows }
        rest.remove(at: best.index)
        return try scan(rest, sql: sql, from: best.query)
    }

    private struct Driver {
        let index: Int
        let query: SQLText
        let rows: Int
    }

    /// The condition with the fewest rows among those that an index leads from.
    private func smallest(_ parts: [RunCondition], _ candidates: RunCandidates) throws -> Driver? {
        var best: Driver?
        for (index, part) in parts.enumerated() {
            guard let query = candidates.countingQuery(part) else { continue }
            var counting = SQLText()
            counting.append("SELECT count(*) FROM (")
            counting.append(query)
            counting.append(") q")
            let rows = try session.count(counting)
            if rows < best?.rows ?? .max {
                best = Driver(index: index, query: query, rows: rows)
            }
        }
        return best
    }

    /// Asks what is left of each run: of all, or of those that a query brings.
    private func scan(_ rest: [RunCondition], sql: RunFilterSQL, from driver: SQLText?) throws -> Int {
        var query = SQLText()
        if let driver {
            query.append("SELECT count(*) FROM (SELECT DISTINCT q.run_id FROM (")
            query.append(driver)
            // The sum keeps the database from walking along another index than that of the rows.
            query.append(") q) d JOIN run r ON r.id = d.run_id WHERE r.project_id + 0 = ")
        } else {
            query.append("SELECT count(*) FROM run r WHERE r.project_id = ")
        }
        query.bind(.int(project))
        query.append(" AND r.deleted_at IS NULL")
        for condition in rest {
            query.append(" AND ")
            sql.write(condition, into: &query)
        }
        return try session.count(query)
    }
}
