import FoundationEssentials

extension ArtifactRepository {
    private static let columns = """
        v.id, v.collection_id, c.name, c.project_id, p.name, e.name, t.id, t.name, v.state, om.version_index, v.digest,
        v.digest_algorithm, v.description, v.metadata, v.size, v.file_count, v.ttl_seconds, v.history_step,
        v.commit_hash, v.distributed_id, v.base_id, v.run_id, v.account_id, v.manifest_digest, v.manifest_md5,
        v.manifest_size, v.created_at, v.updated_at, v.committed_at
        """
    private static let tables = """
        artifact v JOIN artifact_collection c ON c.id = v.collection_id JOIN artifact_type t ON t.id = c.type_id
            JOIN project p ON p.id = c.project_id JOIN entity e ON e.id = p.entity_id
            LEFT JOIN artifact_member om ON om.collection_id = v.collection_id AND om.artifact_id = v.id
        """
    private static let live = "p.deleted_at IS NULL AND e.deleted_at IS NULL"

    /// Finds a version in any state.
    public func find(id: Int64) throws -> Artifact? {
        try all("v.id = $1", [.int(id)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> Artifact {
        guard let artifact = try find(id: id) else { throw CatalogError.notFound(kind: "artifact", name: "\(id)") }
        return artifact
    }

    /// The artifact that a client's own id means in a project.
    public func find(clientID: String, project: Int64) throws -> Artifact? {
        try all(
            """
            v.id = (SELECT x.artifact_id FROM artifact_client x WHERE x.client_id = $1 AND x.project_id = $2)
            """,
            [.text(clientID), .int(project)]
        ).first
    }

    /// The artifacts that a client's own id means, one in each project where it was used, newest first. Look only
    /// at those in projects that the caller may see.
    public func find(clientID: String) throws -> [Artifact] {
        try all(
            """
            v.id IN (SELECT x.artifact_id FROM artifact_client x WHERE x.client_id = $1) AND v.state <> 'DELETED'
            ORDER BY v.id DESC
            """,
            [.text(clientID)])
    }

    /// The sequences that a client's own id means, newest first.
    public func sequences(clientID: String) throws -> [ArtifactCollection] {
        let rows = try session.rows(
            "SELECT collection_id FROM artifact_sequence_client WHERE client_id = $1 ORDER BY collection_id DESC",
            [.text(clientID)])
        return try rows.compactMap { row in
            var reader = SQLRowReader(row)
            return try collection(id: try reader.int())
        }.filter { $0.state == .ready }
    }

    func findPending(sequence: Int64, distributedID: String) throws -> Artifact? {
        try all(
            "v.collection_id = $1 AND v.distributed_id = $2 AND v.state = 'PENDING' ORDER BY v.id DESC",
            [.int(sequence), .text(distributedID)]
        ).first
    }

    func findCommitted(sequence: Int64, digest: String) throws -> Artifact? {
        try all(
            "v.collection_id = $1 AND v.digest = $2 AND v.state = 'COMMITTED' ORDER BY v.id DESC",
            [.int(sequence), .text(digest)]
        ).first
    }

    /// The newest committed version of a collection.
    public func latest(collection: Int64) throws -> Artifact? {
        try versions(collection: collection, PageRequest(first: 1)).elements.first?.artifact
    }

    /// The versions of a collection, newest first. Pending and deleted ones appear only when asked for, and only in
    /// their own sequence.
    public func versions(
        collection: Int64, _ page: PageRequest = PageRequest()
    ) throws -> Page<ArtifactVersion> {
        let after = try Cursor.ints(page.after, list: "versions", count: 1, otherwise: .max)
        let rows = try session.rows(
            """
            SELECT \(Self.columns), m.id, m.version_index, m.created_at FROM \(Self.tables)
                JOIN artifact_member m ON m.artifact_id = v.id
            WHERE \(Self.live) AND v.state = 'COMMITTED' AND m.collection_id = $1 AND m.version_index < $2
            ORDER BY m.version_index DESC LIMIT $3
            """,
            [.int(collection), .int(after[0]), .int(Int64(page.first + 1))])
        guard let collection = try self.collection(id: collection) else { return Page(edges: [], hasNextPage: false) }
        let found = try rows.map { row in
            var reader = SQLRowReader(row)
            let artifact = try Artifact(&reader)
            let membership = ArtifactMembership(
                id: try reader.int(), collection: collection, artifactID: artifact.id,
                versionIndex: Int(try reader.int()), createdAt: try reader.date())
            return ArtifactVersion(membership: membership, artifact: artifact)
        }
        return Page(found, request: page) {
            Cursor(list: "versions", [.int(Int64($0.membership.versionIndex))])
        }
    }

    /// How many committed versions a collection has.
    public func versionCount(collection: Int64) throws -> Int {
        Int(
            try session.int(
                """
                SELECT count(*) FROM artifact_member m JOIN artifact v ON v.id = m.artifact_id
                WHERE m.collection_id = $1 AND v.state = 'COMMITTED'
                """,
                [.int(collection)]) ?? 0)
    }

    /// Finds a version by `collection:alias`, `collection:v3` or `collection` alone (its latest).
    public func membership(project: Int64, name: String) throws -> ArtifactMembership? {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let collection = try collection(project: project, name: String(parts[0])) else { return nil }
        return try membership(collection: collection.id, alias: parts.count == 2 ? String(parts[1]) : "latest")
    }

    /// Finds a version in a collection by an alias or its number (`v3`).
    public func membership(collection: Int64, alias: String) throws -> ArtifactMembership? {
        if Self.isVersionAlias(alias), let index = Int64(alias.dropFirst()) {
            return try memberships(
                "m.collection_id = $1 AND m.version_index = $2 AND v.state = 'COMMITTED'",
                [.int(collection), .int(index)]
            ).first
        }
        return try memberships(
            """
            v.state = 'COMMITTED' AND m.id =
                (SELECT l.member_id FROM artifact_alias l WHERE l.collection_id = $1 AND l.alias = $2)
            """,
            [.int(collection), .text(alias)]
        ).first
    }

    /// Where a version stands: first in its own sequence, then in the portfolios that link it.
    public func memberships(artifact: Int64) throws -> [ArtifactMembership] {
        try memberships("m.artifact_id = $1 ORDER BY m.id", [.int(artifact)])
    }

    public func membership(id: Int64) throws -> ArtifactMembership? {
        try memberships("m.id = $1", [.int(id)]).first
    }

    func membership(collection: Int64, artifact: Int64) throws -> ArtifactMembership? {
        try memberships("m.collection_id = $1 AND m.artifact_id = $2", [.int(collection), .int(artifact)]).first
    }

    private func memberships(_ condition: String, _ arguments: [SQLValue]) throws -> [ArtifactMembership] {
        try session.rows(
            """
            SELECT m.id, m.artifact_id, m.version_index, m.created_at, \(Self.collectionColumns)
            FROM artifact_member m JOIN artifact v ON v.id = m.artifact_id
                JOIN artifact_collection c ON c.id = m.collection_id \(Self.collectionJoins)
            WHERE \(Self.live) AND c.state = 'READY' AND \(condition)
            """,
            arguments
        ).map { row in
            var reader = SQLRowReader(row)
            let (id, artifact, index) = (try reader.int(), try reader.int(), try reader.int())
            let created = try reader.date()
            return ArtifactMembership(
                id: id, collection: try ArtifactCollection(&reader), artifactID: artifact, versionIndex: Int(index),
                createdAt: created)
        }
    }

    func all(_ condition: String, _ arguments: [SQLValue]) throws -> [Artifact] {
        try session.rows("SELECT \(Self.columns) FROM \(Self.tables) WHERE \(Self.live) AND \(condition)", arguments)
            .map { row in
                var reader = SQLRowReader(row)
                return try Artifact(&reader)
            }
    }
}

extension Artifact {
    init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        sequenceID = try reader.int()
        sequenceName = try reader.text()
        projectID = try reader.int()
        projectName = try reader.text()
        entityName = try reader.text()
        typeID = try reader.int()
        typeName = try reader.text()
        state = try reader.raw(State.self)
        versionIndex = try reader.optionalInt().map(Int.init)
        digest = try reader.text()
        digestAlgorithm = try reader.text()
        description = try reader.optionalText()
        metadata = try reader.optionalText()
        size = try reader.int()
        fileCount = try reader.int()
        ttlSeconds = try reader.optionalInt()
        historyStep = try reader.optionalInt()
        commitHash = try reader.optionalText()
        distributedID = try reader.optionalText()
        baseID = try reader.optionalInt()
        runID = try reader.optionalInt()
        userID = try reader.optionalInt()
        let digest = try reader.optionalText()
        let md5 = try reader.optionalText()
        let size = try reader.int()
        manifest = digest.flatMap { digest in md5.map { BlobReference(digest: digest, md5: $0, size: size) } }
        createdAt = try reader.date()
        updatedAt = try reader.date()
        committedAt = try reader.optionalDate()
    }
}
