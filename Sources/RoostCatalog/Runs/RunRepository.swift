import FoundationEssentials
import RoostJSON

/// The runs.
public struct RunRepository {
    let transaction: CatalogTransaction
    var session: any SQLSession { transaction.session }
    var documents: RunDocuments { RunDocuments(session: session) }
    var index: RunValueIndex { RunValueIndex(session: session) }

    /// Creates a run, or changes the one of that id.
    ///
    /// The version of the client and the branch point are read from the configuration. The state of a run that
    /// exists changes only when `change` says so.
    ///
    /// - Parameters:
    ///   - project: the row of the project.
    ///   - name: the run's id on the wire.
    ///   - user: who does it; kept as the owner of a new run.
    public func upsert(
        project: Int64, name: String, change: RunChange = RunChange(), user: Int64? = nil
    ) throws -> RunUpsert {
        if let id = try rowID(project: project, name: name) {
            return RunUpsert(run: try update(id, change), inserted: false)
        }
        try NameRules.checkRun(name)
        _ = try transaction.projects.get(project)
        let number = try transaction.projects.nextRunNumber(project)
        var generator = SystemRandomNumberGenerator()
        let id = try session.insert(
            """
            INSERT INTO run (project_id, name, display_name, tags, state, created_at, heartbeat_at, updated_at,
                stop_requested, account_id)
            VALUES ($1, $2, $3, '[]', $4, $5, $5, $5, 0, $6) RETURNING id
            """,
            [
                .int(project), .text(name), .text(RunNames.make(number: number, using: &generator)),
                .text(RunState.running.rawValue), SQLValue(transaction.now), SQLValue(user),
            ])
        return RunUpsert(run: try update(id, change), inserted: true)
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func update(_ id: Int64, _ change: RunChange) throws -> Run {
        let run = try get(id, parts: .none)
        guard change != RunChange() else { return try get(id) }
        try change.check()
        var version = run.writerVersion
        var branch = run.branchPoint
        if let config = change.config {
            let members = try RunDocuments.parse(config, part: .config)
            let own = members["_wandb"]?["value"] ?? members["_wandb"]
            version = own?["cli_version"]?.stringValue ?? version
            if let point = own?["branch_point"].flatMap(BranchPoint.init) {
                branch = branch?.followed(by: point, in: run.name) ?? point
            }
            try documents.write(run: id, part: .config, body: config)
            try index.update(
                run: id, project: run.projectID, section: .config, values: RunValueFlattener.config(members))
        }
        if let summary = change.summary { try writeSummary(run, summary) }
        if let tags = change.tags { try write(tags: tags, of: run) }
        let isEnd = change.state.map(\.isEnded)
        try session.execute(
            """
            UPDATE run SET display_name = $2, description = $3, notes = $4, group_name = $5, job_type = $6, host = $7,
                program = $8, git_commit = $9, repo = $10, sweep_name = $11, state = $12, writer_version = $13,
                branch_run = $14, branch_step = $15, updated_at = $16, finished_at = $17
            WHERE id = $1
            """,
            [
                .int(id), .text(changed(run.displayName, by: change.displayName) ?? run.displayName),
                SQLValue(changed(run.description, by: change.description)),
                SQLValue(changed(run.notes, by: change.notes)), SQLValue(changed(run.group, by: change.group)),
                SQLValue(changed(run.jobType, by: change.jobType)), SQLValue(changed(run.host, by: change.host)),
                SQLValue(changed(run.program, by: change.program)),
                SQLValue(changed(run.commit, by: change.commit)), SQLValue(changed(run.repo, by: change.repo)),
                SQLValue(changed(run.sweepName, by: change.sweepName)),
                .text((change.state ?? run.state).rawValue), SQLValue(version), SQLValue(branch?.run),
                SQLValue(branch?.step), SQLValue(transaction.now),
                SQLValue(isEnd == nil ? run.finishedAt : isEnd == true ? run.finishedAt ?? transaction.now : nil),
            ])
        return try get(id)
    }

    /// Replaces the summary. Of the values that runs are found by, only those that changed are written.
    public func updateSummary(_ id: Int64, _ summary: String) throws {
        try writeSummary(try get(id, parts: .none), summary)
        try touch(id)
    }

    /// Replaces the newest values of the system metrics.
    public func updateSystemMetrics(_ id: Int64, _ metrics: String) throws {
        _ = try get(id, parts: .none)
        _ = try RunDocuments.parse(metrics, part: .systemMetrics)
        try documents.write(run: id, part: .systemMetrics, body: metrics)
        try touch(id)
    }

    /// Notes that the history of a run has these keys, so that runs can be found by them.
    public func addHistoryKeys(_ id: Int64, _ keys: [String]) throws {
        let run = try get(id, parts: .none)
        for key in keys where !key.isEmpty && key.utf8.count <= Limits.indexedPathBytes && !key.utf8.contains(0) {
            let path = try index.id(path: RunValueIndex.Section.history.rawValue + key, project: run.projectID)
            try session.execute(
                "INSERT INTO run_key (run_id, path_id) VALUES ($1, $2) ON CONFLICT (run_id, path_id) DO NOTHING",
                [.int(id), .int(path)])
        }
    }

    /// The keys noted by ``addHistoryKeys(_:_:)``, in byte order.
    public func historyKeys(_ id: Int64) throws -> [String] {
        try session.rows(
            "SELECT p.path FROM run_key k JOIN run_path p ON p.id = k.path_id WHERE k.run_id = $1 ORDER BY p.path",
            [.int(id)]
        ).map { row in
            var reader = SQLRowReader(row)
            return String(try reader.text().dropFirst(RunValueIndex.Section.history.rawValue.count))
        }
    }

    func touch(_ id: Int64) throws {
        try session.execute("UPDATE run SET updated_at = $2 WHERE id = $1", [.int(id), SQLValue(transaction.now)])
    }

    private func writeSummary(_ run: Run, _ summary: String) throws {
        let members = try RunDocuments.parse(summary, part: .summary)
        try documents.write(run: run.id, part: .summary, body: summary)
        try index.update(
            run: run.id, project: run.projectID, section: .summary, values: RunValueFlattener.summary(members))
    }
}

extension BranchPoint {
    fileprivate init?(_ json: JSON) {
        guard let run = json["run_id"]?.stringValue, let step = json["step"]?.intValue else { return nil }
        self.init(run: run, step: step)
    }

    /// What a run branches off when its client notes another point. A fork that is rewound, and so notes itself, still
    /// branches off the other run.
    fileprivate func followed(by next: BranchPoint, in run: String) -> BranchPoint {
        next.run == run && self.run != run ? BranchPoint(run: self.run, step: min(step, next.step)) : next
    }
}
