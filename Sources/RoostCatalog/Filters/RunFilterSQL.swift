/// Writes a filter as a SQL condition on `run r`. The condition is never null, so that negations are exact.
struct RunFilterSQL {
    let dialect: SQLDialect
    let project: Int64
    let paths: RunPaths

    func write(_ condition: RunCondition, into sql: inout SQLText) {
        switch condition {
        case .all(let parts): write(parts, separator: " AND ", empty: "1 = 1", into: &sql)
        case .any(let parts): write(parts, separator: " OR ", empty: "1 = 0", into: &sql)
        case .not(let part):
            sql.append("NOT ")
            write(part, into: &sql)
        case .test(let field, let test):
            sql.append("(")
            write(field, test, into: &sql)
            sql.append(")")
        }
    }

    /// Writes which runs of the project are there and pass a filter.
    func writeScope(_ choice: RunCandidates.Choice, into query: inout SQLText) {
        // The sum keeps the database from walking through all runs in their order when few are to be looked at.
        query.append(choice.runs == nil ? "r.project_id = " : "r.project_id + 0 = ")
        query.bind(.int(project))
        query.append(" AND r.deleted_at IS NULL")
        if let runs = choice.runs {
            query.append(" AND r.id IN (")
            query.bindList(runs.map(SQLValue.int))
            query.append(")")
        }
        for condition in choice.rest {
            query.append(" AND ")
            write(condition, into: &query)
        }
    }

    private func write(_ parts: [RunCondition], separator: String, empty: String, into sql: inout SQLText) {
        sql.append("(")
        if parts.isEmpty { sql.append(empty) }
        for (index, part) in parts.enumerated() {
            if index > 0 { sql.append(separator) }
            write(part, into: &sql)
        }
        sql.append(")")
    }

    private func write(_ field: RunField, _ test: RunTest, into sql: inout SQLText) {
        switch field {
        case .text(let column): write(scalar: column.expression, isNullable: column.isNullable, test, into: &sql)
        case .number(let column): write(scalar: column.expression, isNullable: column.isNullable, test, into: &sql)
        case .date(let column): write(scalar: column.expression, isNullable: false, test, into: &sql)
        case .tags: writeTags(test, into: &sql)
        case .tag(let tag):
            sql.append("EXISTS (SELECT 1 FROM run_tag t WHERE t.run_id = r.id AND t.tag = ")
            sql.bind(.text(tag))
            sql.append(")")
        case .value(let candidates): writeValue(paths.ids(candidates), test, into: &sql)
        case .historyKey(let key): writeKey(paths.ids([RunPaths.historyPath(key)]), test, into: &sql)
        case .artifacts(let role): writeArtifacts(role, test, into: &sql)
        }
    }

    // MARK: - Columns

    private func write(
        scalar expression: String, isNullable: Bool, _ test: RunTest, into sql: inout SQLText
    ) {
        switch test {
        case .exists: sql.append(isNullable ? "\(expression) IS NOT NULL" : "1 = 1")
        case .isNull: sql.append(isNullable ? "\(expression) IS NULL" : "1 = 0")
        default:
            if isNullable { sql.append("\(expression) IS NOT NULL AND ") }
            writeComparison(expression, test, into: &sql)
        }
    }

    /// A test of an expression that is known not to be null.
    private func writeComparison(_ expression: String, _ test: RunTest, into sql: inout SQLText) {
        switch test {
        case .equals(let operands):
            sql.append("\(expression) IN (")
            sql.bindList(operands.map(\.sqlValue))
            sql.append(")")
        case .compares(let comparison, let operand):
            sql.append("\(expression) \(comparison.rawValue) ")
            sql.bind(operand.sqlValue)
        case .matches(let pattern):
            sql.append(write(pattern, on: expression, into: &sql))
        case .contains(let operand):
            let placeholder = sql.placeholder(operand.sqlValue)
            sql.append(dialect.contains(expression, placeholder))
        case .exists, .isNull, .hasSize: sql.append("1 = 0")
        }
    }

    /// A pattern that is a mere text, which is what people type into a search box, is looked for by the database itself.
    func write(_ pattern: String, on expression: String, into sql: inout SQLText) -> String {
        switch Pattern.literal(pattern) {
        case (let text, foldsCase: false)?: dialect.contains(expression, sql.placeholder(.text(text)))
        case (let text, foldsCase: true)?: dialect.containsFolded(expression, sql.placeholder(.text(text)))
        case nil: dialect.matches(expression, sql.placeholder(.text(pattern)))
        }
    }

    // MARK: - Tags and artifacts

    private func writeTags(_ test: RunTest, into sql: inout SQLText) {
        let tags = "SELECT 1 FROM run_tag t WHERE t.run_id = r.id"
        switch test {
        case .exists: sql.append("EXISTS (\(tags))")
        case .isNull: sql.append("NOT EXISTS (\(tags))")
        case .hasSize(let size):
            sql.append("(SELECT count(*) FROM run_tag t WHERE t.run_id = r.id) = ")
            sql.bind(.int(Int64(size)))
        case .equals(let operands):
            let (lists, texts) = operands.partitioned()
            sql.append("EXISTS (\(tags) AND t.tag IN (")
            sql.bindList(texts.map(\.sqlValue))
            sql.append("))")
            if !lists.isEmpty {
                sql.append(" OR r.tags IN (")
                sql.bindList(lists.map(\.sqlValue))
                sql.append(")")
            }
        case .contains(let operand):
            writeTags(.equals([operand]), into: &sql)
        case .compares, .matches:
            sql.append("EXISTS (\(tags) AND ")
            writeComparison("t.tag", test, into: &sql)
            sql.append(")")
        }
    }

    /// An artifact goes by `collection`, `collection:v3` and `entity/project/collection:v3`.
    private func writeArtifacts(_ role: ArtifactUse.Role, _ test: RunTest, into sql: inout SQLText) {
        let names = """
            SELECT 1 FROM (
                SELECT c.name AS collection, c.name || ':v' || m.version_index AS version,
                    ae.name || '/' || ap.name || '/' || c.name || ':v' || m.version_index AS path
                FROM artifact_use x JOIN artifact v ON v.id = x.artifact_id
                    JOIN artifact_collection c ON c.id = v.collection_id
                    JOIN artifact_member m ON m.collection_id = c.id AND m.artifact_id = v.id
                    JOIN project ap ON ap.id = c.project_id JOIN entity ae ON ae.id = ap.entity_id
                WHERE x.run_id = r.id AND x.role = '\(role.rawValue)') n
            """
        switch test {
        case .exists: sql.append("EXISTS (\(names))")
        case .isNull: sql.append("NOT EXISTS (\(names))")
        case .hasSize(let size):
            sql.append("(SELECT count(*) FROM artifact_use x WHERE x.run_id = r.id AND x.role = '\(role.rawValue)') = ")
            sql.bind(.int(Int64(size)))
        default:
            sql.append("EXISTS (\(names) WHERE ")
            for (index, column) in ["n.collection", "n.version", "n.path"].enumerated() {
                if index > 0 { sql.append(" OR ") }
                if case .contains(let operand) = test {
                    writeComparison(column, .equals([operand]), into: &sql)
                } else {
                    writeComparison(column, test, into: &sql)
                }
            }
            sql.append(")")
        }
    }

    private func writeKey(_ ids: [Int64], _ test: RunTest, into sql: inout SQLText) {
        let isNegated = test == .isNull
        guard let id = ids.first else {
            sql.append(isNegated ? "1 = 1" : "1 = 0")
            return
        }
        sql.append("\(isNegated ? "NOT " : "")EXISTS (SELECT 1 FROM run_key k WHERE k.run_id = r.id AND k.path_id = ")
        sql.bind(.int(id))
        sql.append(")")
    }

    // MARK: - Values

    private func writeValue(_ ids: [Int64], _ test: RunTest, into sql: inout SQLText) {
        guard !ids.isEmpty else {
            sql.append(test == .isNull ? "1 = 1" : "1 = 0")
            return
        }
        if test == .isNull { sql.append("NOT ") }
        sql.append("EXISTS (SELECT 1 FROM run_value v WHERE v.run_id = r.id AND v.path_id IN (")
        sql.bindList(ids.map(SQLValue.int))
        sql.append(") AND ")
        // Each run is looked up by its own rows here; an index over the values of all runs would be walked again
        // and again.
        writeRows(test, kind: "(v.kind + 0)", into: &sql)
        sql.append(")")
    }

    /// The condition on `run_value v` under which a row answers the test (for ``RunTest/isNull``: under which the
    /// field is not null).
    ///
    /// - Parameter kind: how the column is written; as itself it lets the indexes over all values be used.
    func writeRows(_ test: RunTest, kind: String = "v.kind", into sql: inout SQLText) {
        switch test {
        case .exists: sql.append("v.place = -1")
        case .isNull: sql.append("v.place = -1 AND \(kind) <> 0")
        case .hasSize(let size):
            sql.append("v.place = -1 AND \(kind) = 5 AND v.num = ")
            sql.bind(.double(Double(size)))
        case .matches:
            sql.append("\(kind) = 3 AND ")
            writeComparison("v.text", test, into: &sql)
        case .compares(_, .text):
            sql.append("\(kind) = 3 AND ")
            writeComparison("v.text", test, into: &sql)
        case .compares:
            sql.append("\(kind) = 2 AND ")
            writeComparison("v.num", test, into: &sql)
        case .contains(.text(let text)):
            sql.append("\(kind) = 3 AND ((v.place = -1 AND ")
            writeComparison("v.text", test, into: &sql)
            sql.append(") OR (v.place >= 0 AND v.text = ")
            sql.bind(.text(text))
            sql.append("))")
        case .contains(let operand):
            sql.append("v.place >= 0 AND ")
            writeEquals([operand], kind: kind, into: &sql)
        case .equals(let operands):
            writeEquals(operands, kind: kind, into: &sql)
        }
    }

    private func writeEquals(_ operands: [RunOperand], kind: String, into sql: inout SQLText) {
        var groups: [(condition: String, values: [SQLValue])] = []
        func add(_ condition: String, _ value: SQLValue) {
            if let index = groups.firstIndex(where: { $0.condition == condition }) {
                groups[index].values.append(value)
            } else {
                groups.append((condition, [value]))
            }
        }
        for operand in operands {
            switch operand {
            case .number: add("\(kind) = 2 AND v.num", operand.sqlValue)
            case .text: add("\(kind) = 3 AND v.text", operand.sqlValue)
            case .bool: add("\(kind) = 1 AND v.num", operand.sqlValue)
            case .list: add("\(kind) = 5 AND v.text", operand.sqlValue)
            case .date: break
            }
        }
        sql.append("(")
        for (index, group) in groups.enumerated() {
            if index > 0 { sql.append(" OR ") }
            sql.append("\(group.condition) IN (")
            sql.bindList(group.values)
            sql.append(")")
        }
        sql.append(")")
    }
}

extension RunOperand {
    var sqlValue: SQLValue {
        switch self {
        case .number(let value): .double(value)
        case .text(let value), .list(let value): .text(value)
        case .bool(let value): .double(value ? 1 : 0)
        case .date(let value): .int(value)
        }
    }
}

extension [RunOperand] {
    fileprivate func partitioned() -> (lists: [RunOperand], texts: [RunOperand]) {
        var lists: [RunOperand] = []
        var texts: [RunOperand] = []
        for operand in self {
            if case .list = operand { lists.append(operand) } else { texts.append(operand) }
        }
        return (lists, texts)
    }
}
