extension ArtifactRepository {
    /// Deletes the versions that a run logged, with their aliases.
    public func deleteOutputs(of run: Int64) throws {
        let rows = try session.rows(
            "SELECT id FROM artifact WHERE run_id = $1 AND state <> 'DELETED'", [.int(run)])
        for row in rows {
            var reader = SQLRowReader(row)
            try delete(try reader.int(), deletingAliases: true)
        }
    }
}
