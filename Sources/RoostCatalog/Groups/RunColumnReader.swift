/// Reads fields of many runs, field by field: along the index over the values of all runs, or by the runs when they are
/// few. Runs are numbered from 0.
struct RunColumnReader {
    private let session: any SQLSession
    private let sql: RunFilterSQL
    /// Which number a run has.
    private let slots: [Int64: Int]
    /// The rows of the runs when they are few.
    private let few: [Int64]?

    var count: Int { slots.count }

    /// - Parameters:
    ///   - fields: those that will be read.
    ///   - fewRuns: up to so many runs that one condition leaves are looked at one by one.
    init(
        session: any SQLSession, project: Int64, filter: RunFilter, fields: [RunField], fewRuns: Int = 5_000
    ) throws {
        self.session = session
        let paths = try RunPaths(session, project: project, condition: filter.condition, fields: fields)
        sql = RunFilterSQL(dialect: session.dialect, project: project, paths: paths)
        let choice = try RunCandidates(session: session, sql: sql, limit: fewRuns).choose(filter.condition)
        var slots: [Int64: Int] = [:]
        if choice.runs?.isEmpty != true {
            var query = SQLText()
            query.append("SELECT r.id FROM run r WHERE ")
            sql.writeScope(choice, into: &query)
            slots.reserveCapacity(choice.runs?.count ?? 1_024)
            try session.forEachRow(query) { cells in slots[cells.int(0)] = slots.count }
        }
        self.slots = slots
        few = choice.runs == nil ? nil : slots.keys.sorted()
    }

    /// The values of a single-valued field or the tags; of a run without one nothing is said.
    func forEachValue(of field: RunField, _ body: (_ slot: Int, RunGroupValue) -> Void) throws {
        switch field {
        case .text(let column):
            try forEach(column.expression) { slot, cells in body(slot, .text(cells.text(1))) }
        case .number(let column):
            try forEach(column.expression) { slot, cells in body(slot, .number(cells.double(1))) }
        case .date(let column):
            try forEach(column.expression) { slot, cells in body(slot, .time(cells.int(1))) }
        case .tags:
            try forEach("r.tags") { slot, cells in
                let text = cells.text(1)
                if text != "[]" { body(slot, .list(text)) }
            }
        case .value(let candidates):
            try forEachIndexed(candidates, kinds: [.number, .bool, .text, .list]) { slot, kind, cells in
                switch kind {
                case .number: body(slot, .number(cells.double(1)))
                case .bool: body(slot, .bool(cells.double(1) == 1))
                case .text: body(slot, .text(cells.text(1)))
                case .list: body(slot, .list(cells.text(1)))
                case .null, .nan, .object: break
                }
            }
        case .tag, .historyKey, .artifacts: break
        }
    }

    /// The numbers of a field, times in seconds since 1970.
    func forEachNumber(of field: RunField, _ body: (_ slot: Int, Double) -> Void) throws {
        switch field {
        case .number(let column):
            try forEach(column.expression) { slot, cells in body(slot, cells.double(1)) }
        case .date(let column):
            try forEach(column.expression) { slot, cells in body(slot, Double(cells.int(1)) / 1_000_000) }
        case .value(let candidates):
            try forEachIndexed(candidates, kinds: [.number]) { slot, _, cells in body(slot, cells.double(1)) }
        case .text, .tags, .tag, .historyKey, .artifacts: break
        }
    }

    // MARK: - Columns of runs

    private func forEach(_ expression: String, _ body: (_ slot: Int, any SQLCells) -> Void) throws {
        try forEachPart { part in
            var query = SQLText()
            query.append("SELECT r.id, \(expression) FROM run r WHERE ")
            if let part {
                query.append("r.id IN (")
                query.bindList(part.map(SQLValue.int))
            } else {
                query.append("(r.project_id = ")
                query.bind(.int(sql.project))
                query.append(" AND r.deleted_at IS NULL")
            }
            query.append(")")
            try session.forEachRow(query) { cells in
                guard !cells.isNull(1), let slot = slots[cells.int(0)] else { return }
                body(slot, cells)
            }
        }
    }

    /// The rows of the runs in handy parts when they are few; `nil`, once, for all runs of the project.
    private func forEachPart(_ body: (ArraySlice<Int64>?) throws -> Void) throws {
        guard let few else { return try body(nil) }
        for start in stride(from: 0, to: few.count, by: 1_000) {
            try body(few[start..<min(start + 1_000, few.count)])
        }
    }

    // MARK: - Values of configurations and summaries

    /// Of each run only the value at the first of the paths where it has any counts.
    private func forEachIndexed(
        _ candidates: [String], kinds: [RunValueKind], _ body: (_ slot: Int, RunValueKind, any SQLCells) -> Void
    ) throws {
        let ids = sql.paths.ids(candidates)
        var isKnown = ids.count > 1 ? Array(repeating: false, count: slots.count) : []
        for id in ids {
            for kind in kinds {
                try forEachPart { part in
                    try session.forEachRow(query(path: id, kind: kind, part)) { cells in
                        guard let slot = slots[cells.int(0)] else { return }
                        if !isKnown.isEmpty {
                            if isKnown[slot] { return }
                            isKnown[slot] = true
                        }
                        body(slot, kind, cells)
                    }
                }
            }
        }
    }

    private func query(path: Int64, kind: RunValueKind, _ part: ArraySlice<Int64>?) -> SQLText {
        var query = SQLText()
        let column = kind == .text || kind == .list ? "v.text" : "v.num"
        // The kind stands there as itself, because the indexes are for one kind each.
        query.append("SELECT v.run_id, \(column) FROM run_value v WHERE v.place = -1 AND ")
        query.append("\(part == nil ? "v.kind" : "(v.kind + 0)") = \(kind.rawValue) AND v.path_id = ")
        query.bind(.int(path))
        if let part {
            query.append(" AND v.run_id IN (")
            query.bindList(part.map(SQLValue.int))
            query.append(")")
        }
        return query
    }
}
