import FoundationEssentials
import RoostJSON

/// Reads chosen fields of runs: what the index has from there, and the rest from the documents of those runs that
/// need it.
struct RunFieldValues {
    let session: any SQLSession
    let fields: [RunField]

    /// - Parameter keys: fields as filters spell them.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for what is no field or has more than one value;
    ///   ``CatalogError/limit(name:limit:value:)``.
    init(session: any SQLSession, keys: [String]) throws(CatalogError) {
        guard keys.count <= Limits.valueKeys else {
            throw .limit(name: "keys of values", limit: Limits.valueKeys, value: keys.count)
        }
        self.session = session
        fields = try keys.map { (key) throws(CatalogError) in
            guard let field = RunField(key: key), field.isSortable || field == .tags else {
                throw .invalid(
                    field: "keys", value: key,
                    expected: "tags or a single-valued field such as created_at, summary_metrics.… or config.…")
            }
            return field
        }
    }

    /// The values of runs of one project, as the text of a JSON array each.
    func read(_ runs: [Run]) throws -> [Int64: String] {
        guard let project = runs.first?.projectID else { return [:] }
        let paths = try RunPaths(session, project: project, fields: fields)
        let indexed = try indexed(runs, paths: paths)
        let documents = try documents(runs, indexed: indexed, paths: paths)
        var answers: [Int64: String] = [:]
        for run in runs {
            var writer = JSONWriter()
            writer.write(raw: "[")
            for (place, field) in fields.enumerated() {
                if place > 0 { writer.write(raw: ",") }
                write(field, of: run, paths: paths, indexed[run.id] ?? [:], documents[run.id] ?? [:], into: &writer)
            }
            writer.write(raw: "]")
            answers[run.id] = writer.text
        }
        return answers
    }

    // MARK: - The index

    private func indexed(_ runs: [Run], paths: RunPaths) throws -> [Int64: [Int64: RunValue]] {
        let wanted = Set(fields.flatMap { field in candidates(of: field).flatMap { paths.ids([$0]) } }).sorted()
        guard !wanted.isEmpty else { return [:] }
        var found: [Int64: [Int64: RunValue]] = [:]
        for start in stride(from: 0, to: runs.count, by: 500) {
            var query = SQLText()
            query.append("SELECT v.run_id, v.path_id, v.kind, v.num, v.text FROM run_value v WHERE v.run_id IN (")
            query.bindList(runs[start..<min(start + 500, runs.count)].map { .int($0.id) })
            query.append(") AND v.path_id IN (")
            query.bindList(wanted.map(SQLValue.int))
            query.append(") AND v.place = -1")
            try session.forEachRow(query) { cells in
                guard let kind = RunValueKind(rawValue: cells.int(2)) else { return }
                found[cells.int(0), default: [:]][cells.int(1)] = RunValue(
                    kind, number: cells.isNull(3) ? nil : cells.double(3), text: cells.isNull(4) ? nil : cells.text(4))
            }
        }
        return found
    }

    private func candidates(of field: RunField) -> [String] {
        if case .value(let candidates) = field { candidates } else { [] }
    }

    // MARK: - The documents

    /// The documents that hold more of a wanted value than the index does.
    private func documents(
        _ runs: [Run], indexed: [Int64: [Int64: RunValue]], paths: RunPaths
    ) throws -> [Int64: [RunDocuments.Part: JSONObject]] {
        var wanted: [RunDocuments.Part: [Int64]] = [:]
        for run in runs {
            var parts: Set<RunDocuments.Part> = []
            for field in fields {
                guard let (path, value) = first(field, paths, indexed[run.id] ?? [:]), !value.isWhole else { continue }
                parts.insert(part(of: path))
            }
            for part in parts { wanted[part, default: []].append(run.id) }
        }
        var found: [Int64: [RunDocuments.Part: JSONObject]] = [:]
        for (part, ids) in wanted {
            let texts = try RunDocuments(session: session).read(runs: ids, parts: part.option)
            for (run, own) in texts {
                guard let text = own[part] else { continue }
                found[run, default: [:]][part] = try? RunDocuments.parse(text, part: part)
            }
        }
        return found
    }

    /// The first of the paths that a field may mean where the run has a value.
    private func first(
        _ field: RunField, _ paths: RunPaths, _ values: [Int64: RunValue]
    ) -> (path: String, value: RunValue)? {
        for path in candidates(of: field) {
            if let id = paths.ids([path]).first, let value = values[id] { return (path, value) }
        }
        return nil
    }

    private func part(of path: String) -> RunDocuments.Part {
        path.hasPrefix(RunValueIndex.Section.config.rawValue) ? .config : .summary
    }

    /// What stands at a path of a document whose keys may hold dots themselves.
    private func value(at path: Substring, in members: JSONObject, isConfig: Bool) -> JSON? {
        for (key, member) in members {
            let inner = isConfig ? member["value"] ?? member : member
            if path == key { return inner }
            guard path.hasPrefix(key + "."), let object = inner.objectValue else { continue }
            if let found = value(at: path.dropFirst(key.count + 1), in: object, isConfig: false) { return found }
        }
        return nil
    }

    // MARK: - Writing

    private func write(
        _ field: RunField, of run: Run, paths: RunPaths, _ values: [Int64: RunValue],
        _ documents: [RunDocuments.Part: JSONObject], into writer: inout JSONWriter
    ) {
        switch field {
        case .text(let column): writer.write(column.value(of: run).map(JSON.string) ?? .null)
        case .number(.duration): writer.write(run.duration.json)
        case .number(.exitCode): writer.write(run.exitCode.map { .int(Int64($0)) } ?? .null)
        case .date(let column):
            writer.write(string: Timestamp.text(microseconds: column.value(of: run).microseconds))
        case .tags: writer.write(.array(run.tags.map(JSON.string)))
        case .tag, .historyKey, .artifacts: writer.write(raw: "null")
        case .value:
            guard let (path, value) = first(field, paths, values) else {
                writer.write(raw: "null")
                return
            }
            if value.isWhole {
                value.write(into: &writer)
                return
            }
            let part = part(of: path)
            let inner = path.drop { $0 != "." }.dropFirst()
            writer.write(
                documents[part].flatMap { self.value(at: inner, in: $0, isConfig: part == .config) } ?? .null)
        }
    }
}

extension RunRepository {
    /// The values of fields of runs of one project, by the row of the run: the text of a JSON array with one value for
    /// each key, in their order, null where the run lacks it. Values beyond ``Limits/indexedLeaves`` count as lacking.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for what is no field or has more than one value;
    ///   ``CatalogError/limit(name:limit:value:)``.
    public func values(of runs: [Run], keys: [String]) throws -> [Int64: String] {
        try RunFieldValues(session: session, keys: keys).read(runs)
    }
}

extension RunValue {
    /// Whether the index holds the value itself, and not only its start or that it is there.
    fileprivate var isWhole: Bool {
        switch kind {
        case .null, .bool, .number, .nan: true
        // A text that was cut ends at a character, up to three bytes before the bound.
        case .text, .list: (text?.utf8.count ?? 0) < Limits.indexedTextBytes - 3
        case .object: false
        }
    }

    fileprivate func write(into writer: inout JSONWriter) {
        switch kind {
        case .null, .object: writer.write(raw: "null")
        case .bool: writer.write(raw: number == 1 ? "true" : "false")
        case .number: writer.write((number ?? 0).json)
        case .text: writer.write(string: text ?? "")
        case .nan: writer.write(raw: "NaN")
        case .list: writer.write(raw: text ?? "[]")
        }
    }
}

extension Double {
    /// A whole number without its point.
    var json: JSON { Int64(exactly: self).map(JSON.int) ?? .number(self) }
}

extension RunField.TextColumn {
    fileprivate func value(of run: Run) -> String? {
        switch self {
        case .name: run.name
        case .state: run.state.rawValue
        case .group: run.group
        case .host: run.host
        case .username: run.username
        case .sweep: run.sweepName
        case .displayName: run.displayName
        case .jobType: run.jobType
        case .notes: run.notes
        case .description: run.description
        case .commit: run.commit
        case .program: run.program
        case .repo: run.repo
        }
    }
}

extension RunField.DateColumn {
    fileprivate func value(of run: Run) -> Date {
        switch self {
        case .createdAt: run.createdAt
        case .heartbeatAt: run.heartbeatAt
        case .updatedAt: run.updatedAt
        }
    }
}
