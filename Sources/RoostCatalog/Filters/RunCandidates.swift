/// Finds out which condition of a filter leaves the fewest runs, as far as indexes tell. Such runs are then looked
/// at one by one, instead of walking through all runs of the project.
struct RunCandidates {
    let session: any SQLSession
    let sql: RunFilterSQL
    /// How many runs are few.
    var limit: Int
    /// How many runs are few where all texts of a column are gone through for them: a walk through the runs in their
    /// order soon has a page of texts that occur oftener.
    private static let fewMatches = 1_000

    struct Choice {
        /// The runs that can match; `nil` when no condition leaves few.
        var runs: [Int64]?
        /// What is still to be asked of each run.
        var rest: [RunCondition]
    }

    /// Looks for a condition that leaves few runs.
    func choose(_ condition: RunCondition) throws -> Choice {
        let parts = Self.flattened(condition)
        for (index, part) in parts.enumerated() {
            guard let runs = try few(part) else { continue }
            var rest = parts
            rest.remove(at: index)
            return Choice(runs: runs, rest: rest)
        }
        return Choice(runs: try fewInRange(parts), rest: parts)
    }

    /// The conditions that all must hold.
    static func flattened(_ condition: RunCondition) -> [RunCondition] {
        switch condition {
        case .all(let parts): parts.flatMap(flattened)
        case .any(let parts) where parts.count == 1: flattened(parts[0])
        default: [condition]
        }
    }

    /// The runs that several comparisons of one value leave together, if they are few.
    ///
    /// Of a list one element may satisfy one comparison and another element the other one. So runs with a list
    /// there come along, and the comparisons are asked again of each run.
    private func fewInRange(_ parts: [RunCondition]) throws -> [Int64]? {
        var ranges: [RunField: [RunTest]] = [:]
        for case .test(let field, let test) in parts {
            if case .value = field, case .compares = test { ranges[field, default: []].append(test) }
        }
        for (field, tests) in ranges where tests.count > 1 {
            guard case .value(let candidates) = field else { continue }
            let ids = sql.paths.ids(candidates).map(SQLValue.int)
            guard !ids.isEmpty else { continue }
            var query = SQLText()
            query.append("SELECT v.run_id FROM run_value v WHERE v.path_id IN (")
            query.bindList(ids)
            query.append(")")
            for test in tests {
                query.append(" AND ")
                sql.writeRows(test, into: &query)
            }
            query.append(" UNION ALL SELECT v.run_id FROM run_value v WHERE v.path_id IN (")
            query.bindList(ids)
            query.append(") AND v.kind = 5")
            if let runs = try fewRows(&query, limit: limit) { return runs }
        }
        return nil
    }

    /// The runs that one condition leaves, if an index tells and they are few.
    private func few(_ condition: RunCondition) throws -> [Int64]? {
        switch condition {
        case .all, .not: return nil
        case .any(let parts):
            var runs: Set<Int64> = []
            for part in parts {
                guard let some = try few(part) else { return nil }
                runs.formUnion(some)
                if runs.count > limit { return nil }
            }
            return runs.sorted()
        case .test(let field, let test):
            guard var query = query(field, test) else { return nil }
            if case .matches = test { return try fewRows(&query, limit: min(limit, Self.fewMatches)) }
            return try fewRows(&query, limit: limit)
        }
    }

    private func fewRows(_ query: inout SQLText, limit: Int) throws -> [Int64]? {
        query.append(" LIMIT ")
        query.bind(.int(Int64(limit + 1)))
        let rows = try session.rows(query)
        guard rows.count <= limit else { return nil }
        let runs = try rows.map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }
        return Set(runs).sorted()
    }

    /// A query for the rows of the runs that pass a condition, where indexes lead to them.
    func countingQuery(_ condition: RunCondition) -> SQLText? {
        switch condition {
        case .all, .not: return nil
        case .test(let field, let test): return countingQuery(field, test)
        case .any(let parts):
            guard !parts.isEmpty else { return nil }
            var union = SQLText()
            for (index, part) in parts.enumerated() {
                guard let query = countingQuery(part) else { return nil }
                if index > 0 { union.append(" UNION ") }
                union.append(query)
            }
            return union
        }
    }

    /// As ``query(_:_:)``, and also for patterns in values: each text that occurs is looked at once. That takes a walk
    /// through all texts of a path, which is too long for a page but short for a count.
    private func countingQuery(_ field: RunField, _ test: RunTest) -> SQLText? {
        guard case (.value(let candidates), .matches(let pattern)) = (field, test) else { return query(field, test) }
        let ids = sql.paths.ids(candidates).map(SQLValue.int)
        guard !ids.isEmpty else { return nil }
        var query = SQLText()
        query.append("SELECT v.run_id FROM run_value v WHERE v.kind = 3 AND v.path_id IN (")
        query.bindList(ids)
        query.append(") AND v.text IN (SELECT w.text FROM run_value w WHERE w.kind = 3 AND w.path_id IN (")
        query.bindList(ids)
        query.append(") GROUP BY w.text HAVING ")
        // A plain `w.text` here would be taken for a condition on each row.
        query.append(sql.write(pattern, on: "min(w.text)", into: &query))
        query.append(")")
        return query
    }

    /// A query for the rows of the runs that pass a test, where an index leads to them. A run may come more than
    /// once.
    func query(_ field: RunField, _ test: RunTest) -> SQLText? {
        var query = SQLText()
        switch (field, test) {
        case (.text(let column), .equals(let operands)) where column.isIndexed:
            query.append("SELECT r.id AS run_id FROM run r WHERE r.deleted_at IS NULL AND r.project_id = ")
            query.bind(.int(sql.project))
            query.append(" AND \(column.expression) IN (")
            query.bindList(operands.map(\.sqlValue))
            query.append(")")
        case (.text(let column), .matches(let pattern)) where column.isIndexed:
            // Going through an index is quick for the database alone, not for our own regular expressions.
            guard Pattern.literal(pattern) != nil else { return nil }
            query.append("SELECT r.id AS run_id FROM run r WHERE r.deleted_at IS NULL AND r.project_id = ")
            query.bind(.int(sql.project))
            query.append(column.isNullable ? " AND \(column.expression) IS NOT NULL AND " : " AND ")
            query.append(sql.write(pattern, on: column.expression, into: &query))
        case (.tags, .matches(let pattern)):
            guard Pattern.literal(pattern) != nil else { return nil }
            query.append("SELECT t.run_id FROM run_tag t WHERE t.project_id = ")
            query.bind(.int(sql.project))
            query.append(" AND ")
            query.append(sql.write(pattern, on: "t.tag", into: &query))
        case (.tag(let tag), .exists):
            query.append("SELECT t.run_id FROM run_tag t WHERE t.project_id = ")
            query.bind(.int(sql.project))
            query.append(" AND t.tag = ")
            query.bind(.text(tag))
        case (.tags, .equals(let operands)):
            guard !operands.contains(where: \.isList) else { return nil }
            query.append("SELECT t.run_id FROM run_tag t WHERE t.project_id = ")
            query.bind(.int(sql.project))
            query.append(" AND t.tag IN (")
            query.bindList(operands.map(\.sqlValue))
            query.append(")")
        case (.historyKey(let key), .exists):
            guard let id = sql.paths.ids([RunPaths.historyPath(key)]).first else { return nil }
            query.append("SELECT k.run_id FROM run_key k WHERE k.path_id = ")
            query.bind(.int(id))
        case (.value(let candidates), .equals), (.value(let candidates), .compares), (.value(let candidates), .hasSize):
            let ids = sql.paths.ids(candidates)
            guard !ids.isEmpty else { return nil }
            query.append("SELECT v.run_id FROM run_value v WHERE v.path_id IN (")
            query.bindList(ids.map(SQLValue.int))
            query.append(") AND ")
            sql.writeRows(test, into: &query)
        default: return nil
        }
        return query
    }

    /// Whether ``countingQuery(_:)`` may bring a run more than once.
    func mayRepeat(_ condition: RunCondition) throws -> Bool {
        // Several parts are brought together, each run once.
        guard case .test(let field, let test) = condition else { return false }
        switch field {
        case .tags:
            guard case .equals(let operands) = test else { return true }
            return operands.count > 1
        case .value(let candidates):
            let ids = sql.paths.ids(candidates)
            guard ids.count == 1 else { return true }
            // Only lists have several rows on one path.
            return try session.row(
                "SELECT 1 FROM run_value v WHERE v.path_id = $1 AND v.kind = 5 LIMIT 1", [.int(ids[0])]) != nil
        case .text, .number, .date, .tag, .historyKey, .artifacts: return false
        }
    }
}

extension RunOperand {
    fileprivate var isList: Bool {
        if case .list = self { true } else { false }
    }
}
