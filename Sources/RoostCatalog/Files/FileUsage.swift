extension FileRepository {
    /// Bytes of all files and artifact files below an entity, each counted as often as it is referred to.
    public func storedBytes(entity: Int64) throws -> Int64 {
        let files = try transaction.session.int(
            """
            SELECT CAST(sum(f.size) AS BIGINT) FROM run_file f JOIN run r ON r.id = f.run_id JOIN project p ON p.id = r.project_id
            WHERE p.entity_id = $1 AND r.deleted_at IS NULL
            """, [.int(entity)])
        let artifacts = try transaction.session.int(
            """
            SELECT CAST(sum(v.size) AS BIGINT) FROM artifact v JOIN artifact_collection c ON c.id = v.collection_id
                JOIN project p ON p.id = c.project_id
            WHERE p.entity_id = $1 AND v.state = 'COMMITTED'
            """, [.int(entity)])
        return (files ?? 0) + (artifacts ?? 0)
    }
}
