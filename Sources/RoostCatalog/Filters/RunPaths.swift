/// The numbers that a project gave to the paths that a filter and an order name.
struct RunPaths {
    private var ids: [String: Int64] = [:]

    init(_ session: any SQLSession, project: Int64, condition: RunCondition, order: RunOrder? = nil) throws {
        try self.init(session, project: project, condition: condition, fields: order?.keys.map(\.field) ?? [])
    }

    init(_ session: any SQLSession, project: Int64, condition: RunCondition = .all([]), fields: [RunField]) throws {
        var paths: Set<String> = []
        Self.collect(condition, into: &paths)
        for field in fields { Self.collect(field, into: &paths) }
        let sorted = paths.sorted()
        for start in stride(from: 0, to: sorted.count, by: 500) {
            var query = SQLText()
            query.append("SELECT path, id FROM run_path WHERE project_id = ")
            query.bind(.int(project))
            query.append(" AND path IN (")
            query.bindList(sorted[start..<min(start + 500, sorted.count)].map(SQLValue.text))
            query.append(")")
            for row in try session.rows(query) {
                var reader = SQLRowReader(row)
                ids[try reader.text()] = try reader.int()
            }
        }
    }

    /// The numbers of those paths that are in use.
    func ids(_ paths: [String]) -> [Int64] {
        paths.compactMap { ids[$0] }
    }

    static func historyPath(_ key: String) -> String {
        RunValueIndex.Section.history.rawValue + key
    }

    private static func collect(_ condition: RunCondition, into paths: inout Set<String>) {
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { collect(part, into: &paths) }
        case .not(let part): collect(part, into: &paths)
        case .test(let field, _): collect(field, into: &paths)
        }
    }

    private static func collect(_ field: RunField, into paths: inout Set<String>) {
        switch field {
        case .value(let candidates): paths.formUnion(candidates)
        case .historyKey(let key): paths.insert(historyPath(key))
        default: break
        }
    }
}
