import FoundationEssentials
import RoostJSON

/// The artifacts: types, collections, versions, their files and who used them.
public struct ArtifactRepository {
    let transaction: CatalogTransaction
    var session: any SQLSession { transaction.session }

    /// Creates an artifact, or answers the one that the request means.
    ///
    /// The answer's state tells the client what to do: upload (pending), or nothing (committed: the client's id or
    /// the content is known; the aliases of the request have been set).
    ///
    /// - Throws: ``CatalogError/conflict(_:)`` when the collection holds artifacts of another type.
    public func create(_ new: NewArtifact) throws -> Artifact {
        try check(new)
        if let clientID = new.clientID, !clientID.isEmpty,
            let known = try find(clientID: clientID, project: new.project), known.state != .deleted
        {
            return try adopt(known, new)
        }
        let type = try ensureType(project: new.project, name: new.type)
        let sequence = try ensureCollection(
            project: new.project, type: type, name: new.collection, kind: .sequence)
        try record(sequenceClientID: new.sequenceClientID, sequence: sequence)
        let distributedID = new.distributedID?.isEmpty == true ? nil : new.distributedID
        if let distributedID, let pending = try findPending(sequence: sequence.id, distributedID: distributedID) {
            return try adopt(pending, new)
        }
        if new.deduplicates, let same = try findCommitted(sequence: sequence.id, digest: new.digest) {
            return try adopt(same, new)
        }
        let id = try session.insert(
            """
            INSERT INTO artifact (collection_id, state, digest, digest_algorithm, description, metadata, size,
                file_count, ttl_seconds, history_step, commit_hash, distributed_id, run_id, account_id,
                pending_aliases, manifest_size, created_at, updated_at)
            VALUES ($1, 'PENDING', $2, $3, $4, $5, 0, 0, $6, $7, $8, $9, $10, $11, $12, 0, $13, $13) RETURNING id
            """,
            [
                .int(sequence.id), .text(new.digest), .text(new.digestAlgorithm), SQLValue(new.description),
                SQLValue(new.metadata), SQLValue(new.ttlSeconds), SQLValue(new.historyStep),
                SQLValue(new.commitHash), SQLValue(distributedID), SQLValue(new.run), SQLValue(new.user),
                .text(StringList.text([])), SQLValue(transaction.now),
            ])
        return try adopt(try get(id), new)
    }

    /// Makes an artifact answer a request: its client id leads to it, the run logged it, tags and aliases hold.
    private func adopt(_ artifact: Artifact, _ new: NewArtifact) throws -> Artifact {
        if let clientID = new.clientID, !clientID.isEmpty {
            try session.execute(
                """
                INSERT INTO artifact_client (client_id, project_id, artifact_id) VALUES ($1, $2, $3)
                ON CONFLICT (client_id, project_id) DO UPDATE SET artifact_id = excluded.artifact_id
                """,
                [.text(clientID), .int(new.project), .int(artifact.id)])
        }
        if let run = new.run { try relate(artifact.id, to: run, role: .output) }
        try addTags(artifact.id, new.tags)
        if artifact.state == .committed {
            try addAliases(artifact.id, in: artifact.sequenceID, new.aliases.filter { !Self.isVersionAlias($0) })
        } else {
            let aliases = try pendingAliases(artifact.id)
            try session.execute(
                "UPDATE artifact SET pending_aliases = $2 WHERE id = $1",
                [.int(artifact.id), .text(StringList.text(aliases + new.aliases.filter { !aliases.contains($0) }))])
        }
        return try get(artifact.id)
    }

    func pendingAliases(_ id: Int64) throws -> [String] {
        guard let row = try session.row("SELECT pending_aliases FROM artifact WHERE id = $1", [.int(id)]) else {
            return []
        }
        var reader = SQLRowReader(row)
        return try StringList.parse(try reader.text())
    }

    /// Changes what a version says about itself.
    public func update(_ id: Int64, _ change: ArtifactChange) throws -> Artifact {
        let artifact = try get(id)
        try NameRules.checkLength(change.description, field: "artifact description", bytes: Limits.longTextBytes)
        try Self.check(metadata: change.metadata)
        try Self.check(ttlSeconds: change.ttlSeconds)
        try session.execute(
            "UPDATE artifact SET description = $2, metadata = $3, ttl_seconds = $4, updated_at = $5 WHERE id = $1",
            [
                .int(id), SQLValue(change.description ?? artifact.description),
                SQLValue(change.metadata ?? artifact.metadata), SQLValue(change.ttlSeconds ?? artifact.ttlSeconds),
                SQLValue(transaction.now),
            ])
        try addTags(id, change.tagsToAdd)
        for tag in change.tagsToRemove {
            try session.execute(
                "DELETE FROM artifact_tag WHERE artifact_id = $1 AND tag = $2", [.int(id), .text(tag)])
        }
        return try get(id)
    }

    /// The tags of a version, in byte order.
    public func tags(_ id: Int64) throws -> [String] {
        try texts("SELECT tag FROM artifact_tag WHERE artifact_id = $1 ORDER BY tag", [.int(id)])
    }

    private func addTags(_ id: Int64, _ tags: [String]) throws {
        for tag in tags {
            try NameRules.checkTag(tag)
            try session.execute(
                "INSERT INTO artifact_tag (artifact_id, tag) VALUES ($1, $2) ON CONFLICT (artifact_id, tag) DO NOTHING",
                [.int(id), .text(tag)])
        }
    }

    func texts(_ sql: String, _ arguments: [SQLValue]) throws -> [String] {
        try session.rows(sql, arguments).map { row in
            var reader = SQLRowReader(row)
            return try reader.text()
        }
    }

    private func check(_ new: NewArtifact) throws(CatalogError) {
        for alias in new.aliases { try NameRules.checkAlias(alias) }
        for tag in new.tags { try NameRules.checkTag(tag) }
        guard new.aliases.count <= Limits.aliasesPerVersion else {
            throw .limit(name: "aliases of a version", limit: Limits.aliasesPerVersion, value: new.aliases.count)
        }
        try NameRules.checkLength(new.digest, field: "artifact digest", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.clientID, field: "clientID", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.sequenceClientID, field: "sequenceClientID", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.distributedID, field: "distributedID", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(new.description, field: "artifact description", bytes: Limits.longTextBytes)
        try Self.check(metadata: new.metadata)
        try Self.check(ttlSeconds: new.ttlSeconds)
    }

    private static func check(metadata: String?) throws(CatalogError) {
        guard let metadata else { return }
        try NameRules.checkLength(metadata, field: "artifact metadata", bytes: Limits.metadataBytes)
        guard case .object? = try? JSON(parsing: metadata) else {
            throw .invalid(field: "artifact metadata", value: metadata, expected: "JSON text of an object")
        }
    }
}
