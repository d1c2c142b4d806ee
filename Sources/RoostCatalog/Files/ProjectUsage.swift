/// What a project takes of the server's storage.
public struct ProjectUsage: Sendable, Hashable {
    public let entityName: String
    public let projectName: String
    public let runCount: Int
    /// Bytes of its runs' files and its artifacts, each counted as often as it is referred to.
    public let bytes: Int64
}

extension FileRepository {
    /// The projects with the most bytes, largest first.
    public func largestProjects(first: Int) throws -> [ProjectUsage] {
        try transaction.session.rows(
            """
            WITH file_bytes (project_id, size) AS (
                SELECT r.project_id, sum(f.size) FROM run_file f JOIN run r ON r.id = f.run_id
                WHERE r.deleted_at IS NULL GROUP BY r.project_id),
            artifact_bytes (project_id, size) AS (
                SELECT c.project_id, sum(v.size) FROM artifact v JOIN artifact_collection c ON c.id = v.collection_id
                WHERE v.state = 'COMMITTED' GROUP BY c.project_id)
            SELECT e.name, p.name,
                (SELECT count(*) FROM run r WHERE r.project_id = p.id AND r.deleted_at IS NULL),
                CAST(coalesce(f.size, 0) + coalesce(a.size, 0) AS BIGINT) AS bytes
            FROM project p JOIN entity e ON e.id = p.entity_id
                LEFT JOIN file_bytes f ON f.project_id = p.id LEFT JOIN artifact_bytes a ON a.project_id = p.id
            WHERE p.deleted_at IS NULL AND e.deleted_at IS NULL
            ORDER BY bytes DESC, p.id LIMIT $1
            """, [.int(Int64(first))]
        ).map { row in
            var reader = SQLRowReader(row)
            return ProjectUsage(
                entityName: try reader.text(), projectName: try reader.text(), runCount: Int(try reader.int()),
                bytes: try reader.int())
        }
    }
}
