import FoundationEssentials

extension ArtifactRepository {
    /// Notes that a run uses an artifact.
    public func use(_ artifact: Int64, by run: Int64, usedAs: String? = nil) throws -> Artifact {
        let found = try get(artifact)
        guard found.state != .deleted else { throw CatalogError.notFound(kind: "artifact", name: "\(artifact)") }
        _ = try transaction.runs.get(run, parts: .none)
        try NameRules.checkLength(usedAs, field: "usedAs", bytes: Limits.shortTextBytes)
        try relate(artifact, to: run, role: .input, usedAs: usedAs)
        return found
    }

    func relate(_ artifact: Int64, to run: Int64, role: ArtifactUse.Role, usedAs: String? = nil) throws {
        try session.execute(
            """
            INSERT INTO artifact_use (run_id, artifact_id, role, used_as, created_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (run_id, role, artifact_id) DO NOTHING
            """,
            [.int(run), .int(artifact), .text(role.rawValue), SQLValue(usedAs), SQLValue(transaction.now)])
    }

    /// The committed artifacts that a run used or logged, oldest first.
    public func artifacts(
        of run: Int64, role: ArtifactUse.Role, _ page: PageRequest = PageRequest()
    ) throws -> Page<Artifact> {
        let list = "artifacts \(role.rawValue)"
        let after = try Cursor.ints(page.after, list: list, count: 1, otherwise: 0)
        let found = try all(
            """
            v.state = 'COMMITTED' AND v.id > $3
                AND EXISTS (SELECT 1 FROM artifact_use x WHERE x.artifact_id = v.id AND x.run_id = $1 AND x.role = $2)
            ORDER BY v.id LIMIT $4
            """,
            [.int(run), .text(role.rawValue), .int(after[0]), .int(Int64(page.first + 1))])
        return Page(found, request: page) { Cursor(list: list, [.int($0.id)]) }
    }

    /// How many committed artifacts a run used or logged.
    public func artifactCount(of run: Int64, role: ArtifactUse.Role) throws -> Int {
        Int(
            try session.int(
                """
                SELECT count(*) FROM artifact_use x JOIN artifact v ON v.id = x.artifact_id
                WHERE x.run_id = $1 AND x.role = $2 AND v.state = 'COMMITTED'
                """,
                [.int(run), .text(role.rawValue)]) ?? 0)
    }

    /// The rows of the runs that used or logged an artifact, oldest use first. The run that logged it first is
    /// ``Artifact/runID``.
    public func runs(of artifact: Int64, role: ArtifactUse.Role) throws -> [Int64] {
        try session.rows(
            """
            SELECT x.run_id FROM artifact_use x JOIN run r ON r.id = x.run_id
            WHERE x.artifact_id = $1 AND x.role = $2 AND r.deleted_at IS NULL ORDER BY x.created_at, x.run_id
            """,
            [.int(artifact), .text(role.rawValue)]
        ).map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }
    }
}
