/// Reads one page of the runs of a project that match a filter, in some order.
///
/// The rows are read in segments, one behind the other (runs whose sort value is a number, a text, … and those
/// without one), because each segment is a plain walk along an index. A cursor holds the segment and the sort
/// values of a run; the next page begins behind them, whatever rows came or went meanwhile.
struct RunPager {
    let session: any SQLSession
    let project: Int64
    let filter: RunFilter
    let order: RunOrder
    /// Up to so many runs that one condition leaves are looked at one by one.
    var fewRuns = 10_000

    /// No path has this number: rows are numbered from 1.
    private static let noPath: Int64 = 0

    struct Row {
        let id: Int64
        let cursor: Cursor
    }

    /// A sort value in SQL, never null.
    private struct Column {
        let expression: String
        let isDescending: Bool
    }

    /// A part of the runs, and by what it is sorted after the first key.
    private struct Segment {
        /// `JOIN …` of the first key's value.
        var join = ""
        var condition = "1 = 1"
        var columns: [Column] = []
    }

    /// - Parameter offset: how many runs to skip, behind the cursor or from the start.
    func read(_ page: PageRequest, offset: Int = 0) throws -> [Row] {
        let paths = try RunPaths(session, project: project, condition: filter.condition, order: order)
        let sql = RunFilterSQL(dialect: session.dialect, project: project, paths: paths)
        let choice = try RunCandidates(session: session, sql: sql, limit: fewRuns).choose(filter.condition)
        if choice.runs?.isEmpty == true { return [] }
        let segments = segments(paths, isWalk: choice.runs == nil)
        var start = 0
        var after: [SQLValue]?
        if let text = page.after {
            (start, after) = try position(text, segments: segments, paths: paths)
        }
        var rows: [Row] = []
        var skipped = offset
        for index in start..<segments.count where rows.count <= page.first {
            var query = SQLText()
            let part = Part(
                segment: segments[index], paths: paths, choice: choice, sql: sql, after: index == start ? after : nil)
            write(part, limit: page.first + 1 - rows.count, offset: skipped, into: &query)
            let found = try session.rows(query)
            if found.isEmpty, skipped > 0, index + 1 < segments.count {
                skipped -= try count(part)
            } else {
                skipped = 0
            }
            for row in found {
                guard case .int(let id)? = row.values.last else { throw CatalogError.database("a run without id") }
                rows.append(Row(id: id, cursor: Cursor(list: list, [.int(Int64(index))] + row.values)))
            }
        }
        return rows
    }

    // MARK: - Cursors

    /// Names the list in its cursors, so that a cursor of another order is refused.
    private var list: String {
        "runs:" + order.keys.map { "\($0.isDescending ? "-" : "+")\($0.field)" }.joined(separator: ",")
    }

    private func position(
        _ text: String, segments: [Segment], paths: RunPaths
    ) throws -> (segment: Int, values: [SQLValue]) {
        for (index, segment) in segments.enumerated() {
            let count = columns(of: segment, paths: paths).count + 1
            if let cursor = try? Cursor(text, list: list, count: count), cursor.values[0] == .int(Int64(index)) {
                return (index, Array(cursor.values.dropFirst()))
            }
        }
        throw CatalogError.invalid(
            field: "cursor", value: text, expected: "the cursor of a run from a list with the same order")
    }

    // MARK: - Segments

    /// - Parameter isWalk: whether the index over the values of all runs is to be walked along.
    private func segments(_ paths: RunPaths, isWalk: Bool) -> [Segment] {
        guard let key = order.keys.first else { return [Segment()] }
        let isDescending = key.isDescending
        func plain(_ expression: String, isNullable: Bool) -> [Segment] {
            let columns = [Column(expression: expression, isDescending: isDescending)]
            guard isNullable else { return [Segment(columns: columns)] }
            return [
                Segment(condition: "\(expression) IS NOT NULL", columns: columns),
                Segment(condition: "\(expression) IS NULL"),
            ]
        }
        switch key.field {
        case .text(let column): return plain(column.expression, isNullable: column.isNullable)
        case .number(let column): return plain(column.expression, isNullable: column.isNullable)
        case .date(let column): return plain(column.expression, isNullable: false)
        case .value(let candidates):
            let id = paths.ids(candidates).first ?? Self.noPath
            func valued(_ kind: RunValueKind, _ column: String) -> Segment {
                Segment(
                    join: """
                        JOIN run_value s ON s.run_id = r.id AND s.path_id = \(id) AND s.place = -1 \
                        AND \(isWalk ? "s.kind" : "(s.kind + 0)") = \(kind.rawValue)
                        """,
                    columns: [Column(expression: column, isDescending: isDescending)])
            }
            let missing = """
                NOT EXISTS (SELECT 1 FROM run_value s WHERE s.run_id = r.id AND s.path_id = \(id) AND s.place = -1 \
                AND s.kind IN (1, 2, 3))
                """
            return [
                valued(.number, "s.num"), valued(.bool, "s.num"), valued(.text, "s.text"),
                Segment(condition: missing),
            ]
        case .tags, .tag, .historyKey, .artifacts: return [Segment()]
        }
    }

    /// The sort values of a segment: the first key's, those of the other keys, and the row of the run.
    private func columns(of segment: Segment, paths: RunPaths) -> [Column] {
        var columns = segment.columns
        for (index, key) in order.keys.enumerated().dropFirst() {
            func add(rank: String, _ values: String...) {
                columns.append(Column(expression: rank, isDescending: false))
                columns += values.map { Column(expression: $0, isDescending: key.isDescending) }
            }
            func addNullable(_ expression: String, fallback: String) {
                add(
                    rank: "(CASE WHEN \(expression) IS NULL THEN 1 ELSE 0 END)",
                    "COALESCE(\(expression), \(fallback))")
            }
            switch key.field {
            case .text(let column): addNullable(column.expression, fallback: "''")
            case .number(let column): addNullable(column.expression, fallback: "0")
            case .date(let column):
                columns.append(Column(expression: column.expression, isDescending: key.isDescending))
            case .value:
                add(
                    rank: "(CASE s\(index).kind WHEN 2 THEN 0 WHEN 1 THEN 1 WHEN 3 THEN 2 ELSE 3 END)",
                    "COALESCE(s\(index).num, 0)", "COALESCE(s\(index).text, '')")
            case .tags, .tag, .historyKey, .artifacts: continue
            }
        }
        // The same number, but named so that an index on the values gives the order to its end.
        let row = segment.join.isEmpty ? "r.id" : "s.run_id"
        columns.append(Column(expression: row, isDescending: order.isDescending))
        return columns
    }

    /// The joins of the keys behind the first.
    private func joins(_ paths: RunPaths) -> String {
        var text = ""
        for (index, key) in order.keys.enumerated().dropFirst() {
            guard case .value(let candidates) = key.field else { continue }
            let id = paths.ids(candidates).first ?? Self.noPath
            text += """
                 LEFT JOIN run_value s\(index) ON s\(index).run_id = r.id AND s\(index).path_id = \(id) \
                AND s\(index).place = -1 AND s\(index).kind IN (1, 2, 3)
                """
        }
        return text
    }

    /// A segment from its start or from behind a cursor on.
    private struct Part {
        let segment: Segment
        let paths: RunPaths
        let choice: RunCandidates.Choice
        let sql: RunFilterSQL
        let after: [SQLValue]?
    }

    private func write(_ part: Part, limit: Int, offset: Int, into query: inout SQLText) {
        let columns = columns(of: part.segment, paths: part.paths)
        query.append("SELECT \(columns.map(\.expression).joined(separator: ", "))")
        writeSource(part, columns: columns, into: &query)
        query.append(" ORDER BY ")
        query.append(
            columns.map { "\($0.expression)\($0.isDescending ? " DESC" : "")" }.joined(separator: ", "))
        query.append(" LIMIT ")
        query.bind(.int(Int64(limit)))
        guard offset > 0 else { return }
        query.append(" OFFSET ")
        query.bind(.int(Int64(offset)))
    }

    private func count(_ part: Part) throws -> Int {
        var query = SQLText()
        query.append("SELECT count(*)")
        writeSource(part, columns: columns(of: part.segment, paths: part.paths), into: &query)
        return try session.count(query)
    }

    private func writeSource(_ part: Part, columns: [Column], into query: inout SQLText) {
        query.append(" FROM run r \(part.segment.join)\(joins(part.paths)) WHERE ")
        part.sql.writeScope(part.choice, into: &query)
        query.append(" AND \(part.segment.condition)")
        guard let after = part.after else { return }
        query.append(" AND ")
        write(columns[...], behind: after[...], into: &query)
    }

    /// `a > $1 OR (a = $1 AND (b > $2 OR …))`, with `a >= $1` before it so that an index on `a` can start there.
    private func write(
        _ columns: ArraySlice<Column>, behind values: ArraySlice<SQLValue>, into query: inout SQLText
    ) {
        guard let column = columns.first, let value = values.first else { return }
        let sign = column.isDescending ? "<" : ">"
        let placeholder = query.placeholder(value)
        guard columns.count > 1 else {
            query.append("\(column.expression) \(sign) \(placeholder)")
            return
        }
        query.append(
            "(\(column.expression) \(sign)= \(placeholder) AND (\(column.expression) \(sign) \(placeholder) OR ")
        write(columns.dropFirst(), behind: values.dropFirst(), into: &query)
        query.append("))")
    }
}
