import FoundationEssentials
import RoostJSON

extension RunRepository {
    private static let columns = """
        r.id, r.project_id, p.name, p.entity_id, e.name, r.name, r.display_name, r.description, r.notes, r.tags,
        r.group_name, r.job_type, r.host, r.program, r.git_commit, r.repo, r.sweep_name, r.state, r.created_at,
        r.heartbeat_at, r.updated_at, r.finished_at, r.exit_code, r.stop_requested, r.account_id, u.name,
        r.branch_run, r.branch_step, r.writer_version
        """
    private static let tables = """
        run r JOIN project p ON p.id = r.project_id JOIN entity e ON e.id = p.entity_id
            LEFT JOIN account a ON a.id = r.account_id LEFT JOIN entity u ON u.id = a.entity_id
        """
    private static let live = "r.deleted_at IS NULL AND p.deleted_at IS NULL AND e.deleted_at IS NULL"

    public func find(id: Int64, parts: RunParts = .all) throws -> Run? {
        try first("r.id = $1", [.int(id)], parts)
    }

    /// Finds a run by the row of its project and its id on the wire.
    public func find(project: Int64, name: String, parts: RunParts = .all) throws -> Run? {
        try first("r.project_id = $1 AND r.name = $2", [.int(project), .text(name)], parts)
    }

    /// Finds a run by the names in its address.
    public func find(entity: String, project: String, name: String, parts: RunParts = .all) throws -> Run? {
        guard let project = try transaction.projects.find(entity: entity, name: project) else { return nil }
        return try find(project: project.id, name: name, parts: parts)
    }

    /// Finds a run by its global id; `nil` also for an id of another kind.
    public func find(_ id: GlobalID, parts: RunParts = .all) throws -> Run? {
        guard case .run(let name, let project, let entity) = id else { return nil }
        return try find(entity: entity, project: project, name: name, parts: parts)
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64, parts: RunParts = .all) throws -> Run {
        guard let run = try find(id: id, parts: parts) else {
            throw CatalogError.notFound(kind: "run", name: "\(id)")
        }
        return run
    }

    /// The runs with these rows, in this order; those that are gone are left out.
    public func find(ids: [Int64], parts: RunParts = .all) throws -> [Run] {
        guard !ids.isEmpty else { return [] }
        var query = SQLText()
        query.append("SELECT \(Self.columns) FROM \(Self.tables) WHERE \(Self.live) AND r.id IN (")
        query.bindList(ids.map(SQLValue.int))
        query.append(")")
        let rows = try session.rows(query)
        let documents = try documents.read(runs: ids, parts: parts)
        var found: [Int64: Run] = [:]
        for row in rows {
            let run = try Run(row, documents: documents)
            found[run.id] = run
        }
        return ids.compactMap { found[$0] }
    }

    /// The configurations of runs that have one, by the row of the run.
    public func configs(_ ids: [Int64]) throws -> [Int64: String] {
        try documents.read(runs: ids, parts: .config).compactMapValues { $0[.config] }
    }

    /// The summaries of runs that have one, by the row of the run.
    public func summaries(_ ids: [Int64]) throws -> [Int64: String] {
        try documents.read(runs: ids, parts: .summary).compactMapValues { $0[.summary] }
    }

    func rowID(project: Int64, name: String) throws -> Int64? {
        try session.int(
            "SELECT id FROM run WHERE project_id = $1 AND name = $2 AND deleted_at IS NULL",
            [.int(project), .text(name)])
    }

    private func first(_ condition: String, _ arguments: [SQLValue], _ parts: RunParts) throws -> Run? {
        guard
            let row = try session.row(
                "SELECT \(Self.columns) FROM \(Self.tables) WHERE \(Self.live) AND \(condition)", arguments)
        else { return nil }
        let id = try Run(row, documents: [:]).id
        return try Run(row, documents: documents.read(runs: [id], parts: parts))
    }
}

extension Run {
    fileprivate init(_ row: SQLRow, documents: [Int64: [RunDocuments.Part: String]]) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        projectID = try reader.int()
        projectName = try reader.text()
        entityID = try reader.int()
        entityName = try reader.text()
        name = try reader.text()
        displayName = try reader.text()
        description = try reader.optionalText()
        notes = try reader.optionalText()
        tags = try StringList.parse(try reader.text())
        group = try reader.optionalText()
        jobType = try reader.optionalText()
        host = try reader.optionalText()
        program = try reader.optionalText()
        commit = try reader.optionalText()
        repo = try reader.optionalText()
        sweepName = try reader.optionalText()
        state = try reader.raw(RunState.self)
        createdAt = try reader.date()
        heartbeatAt = try reader.date()
        updatedAt = try reader.date()
        finishedAt = try reader.optionalDate()
        exitCode = try reader.optionalInt().map(Int.init)
        stopRequested = try reader.bool()
        userID = try reader.optionalInt()
        username = try reader.optionalText()
        let branchRun = try reader.optionalText()
        let branchStep = try reader.optionalInt()
        branchPoint = branchRun.flatMap { run in branchStep.map { BranchPoint(run: run, step: $0) } }
        writerVersion = try reader.optionalText()
        let own = documents[id] ?? [:]
        config = own[.config] ?? "{}"
        summary = own[.summary] ?? "{}"
        systemMetrics = own[.systemMetrics] ?? "{}"
    }
}

/// Lists of texts kept in one column, as JSON.
enum StringList {
    static func text(_ list: [String]) -> String {
        JSON.array(list.map(JSON.string)).canonicalText
    }

    static func parse(_ text: String) throws -> [String] {
        guard case .array(let elements)? = try? JSON(parsing: text) else {
            throw CatalogError.database("\"\(text.shortened)\" is no list of texts")
        }
        return elements.compactMap(\.stringValue)
    }
}
