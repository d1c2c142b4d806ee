extension RunRepository {
    /// Moves a run to another project. What it logged and the artifacts that it used stay as they are.
    ///
    /// - Throws: ``CatalogError/conflict(_:)`` when that project has a run of the same id.
    public func move(_ id: Int64, toProject project: Int64) throws -> Run {
        let run = try get(id)
        _ = try transaction.projects.get(project)
        guard project != run.projectID else { return run }
        guard try rowID(project: project, name: run.name) == nil else {
            throw CatalogError.conflict("run \"\(run.name)\" exists in the project that it shall move to")
        }
        let keys = try historyKeys(id)
        try session.execute(
            "UPDATE run SET project_id = $2, updated_at = $3 WHERE id = $1",
            [.int(id), .int(project), SQLValue(transaction.now)])
        try session.execute("UPDATE run_tag SET project_id = $2 WHERE run_id = $1", [.int(id), .int(project)])
        // Paths are numbered per project.
        try index.removeAll(run: id)
        try index.update(
            run: id, project: project, section: .config,
            values: RunValueFlattener.config(try RunDocuments.parse(run.config, part: .config)))
        try index.update(
            run: id, project: project, section: .summary,
            values: RunValueFlattener.summary(try RunDocuments.parse(run.summary, part: .summary)))
        try addHistoryKeys(id, keys)
        return try get(id)
    }

    /// Deletes a run. It is gone for everybody, and its id is free for a new run; what belongs to it waits for
    /// ``purge(_:)``.
    public func delete(_ id: Int64) throws {
        let deleted = try session.execute(
            "UPDATE run SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL",
            [.int(id), SQLValue(transaction.now)])
        guard deleted > 0 else { throw CatalogError.notFound(kind: "run", name: "\(id)") }
        // Counts by index rely on it that only runs that are there have rows.
        try index.removeAll(run: id)
        try session.execute("DELETE FROM run_tag WHERE run_id = $1", [.int(id)])
    }

    func deleteAll(project: Int64) throws {
        try session.execute(
            "UPDATE run SET deleted_at = $2 WHERE project_id = $1 AND deleted_at IS NULL",
            [.int(project), SQLValue(transaction.now)])
    }

    /// Runs that were deleted and whose remains are still there, oldest first. Remove their histories, then call
    /// ``purge(_:)``.
    public func purgeable(limit: Int) throws -> [Int64] {
        try session.rows(
            "SELECT id FROM run WHERE deleted_at IS NOT NULL ORDER BY id LIMIT $1", [.int(Int64(max(0, limit)))]
        ).map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }
    }

    /// Removes what is left of a deleted run: its row, documents, values, tags, alerts and files. Contents that
    /// nothing else refers to become garbage (``BlobRepository/claimGarbage(limit:abandoned:)``). Artifacts that it logged
    /// stay.
    ///
    /// - Throws: ``CatalogError/conflict(_:)`` when the run was not deleted.
    public func purge(_ id: Int64) throws {
        guard try session.row("SELECT id FROM run WHERE id = $1 AND deleted_at IS NULL", [.int(id)]) == nil else {
            throw CatalogError.conflict("run \(id) is not deleted")
        }
        try transaction.files.removeAll(run: id)
        try index.removeAll(run: id)
        for table in ["run_document", "run_tag", "run_rewind", "alert", "artifact_use"] {
            try session.execute("DELETE FROM \(table) WHERE run_id = $1", [.int(id)])
        }
        try session.execute("UPDATE artifact SET run_id = NULL WHERE run_id = $1", [.int(id)])
        try session.execute("DELETE FROM run WHERE id = $1", [.int(id)])
    }
}
