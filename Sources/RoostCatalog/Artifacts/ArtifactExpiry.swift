import FoundationEssentials

extension ArtifactRepository {
    /// Versions whose time is over, oldest first. What a portfolio links stays: people rely on it.
    static let expiredSQL = """
        SELECT v.id FROM artifact v
        WHERE v.state = 'COMMITTED' AND v.ttl_seconds > 0 AND v.created_at + v.ttl_seconds * 1000000 <= $1
            AND NOT EXISTS (SELECT 1 FROM artifact_member m
                WHERE m.artifact_id = v.id AND m.collection_id <> v.collection_id)
        ORDER BY v.created_at + v.ttl_seconds * 1000000, v.id LIMIT $2
        """

    /// Artifacts that have been pending since a time without a sign of life.
    static let abandonedSQL = """
        SELECT v.id FROM artifact v
        WHERE v.state = 'PENDING' AND v.updated_at <= $1
            AND NOT EXISTS (SELECT 1 FROM artifact_file f WHERE f.artifact_id = v.id AND f.updated_at > $1)
            AND NOT EXISTS (SELECT 1 FROM artifact_manifest m WHERE m.artifact_id = v.id AND m.created_at > $1)
        ORDER BY v.updated_at, v.id LIMIT $2
        """

    /// Deletes versions that have lived as long as they should (``Artifact/ttlSeconds``, counted from their creation),
    /// and artifacts that nobody finishes.
    ///
    /// - Parameters:
    ///   - pendingFor: seconds without a new file or manifest, after which an artifact that is still pending counts as
    ///     given up.
    ///   - limit: versions to delete at once, of each kind.
    /// - Returns: the deleted ones. There may be more when they are as many as `limit`.
    public func deleteExpired(pendingFor: Double, limit: Int) throws -> [Int64] {
        let abandonedSince = transaction.now.addingTimeInterval(-pendingFor)
        let ids =
            try identifiers(Self.expiredSQL, before: transaction.now, limit: limit)
            + identifiers(Self.abandonedSQL, before: abandonedSince, limit: limit)
        for id in ids { try delete(id, deletingAliases: true) }
        return ids
    }

    private func identifiers(_ sql: String, before time: Date, limit: Int) throws -> [Int64] {
        try session.rows(sql, [SQLValue(time), .int(Int64(max(0, limit)))]).map { row in
            var reader = SQLRowReader(row)
            return try reader.int()
        }
    }

    static func check(ttlSeconds: Int64?) throws(CatalogError) {
        guard let ttlSeconds, ttlSeconds != -1, ttlSeconds != -2 else { return }
        guard (1...Limits.artifactLifetimeSeconds).contains(ttlSeconds) else {
            throw .invalid(
                field: "ttlDurationSeconds", value: "\(ttlSeconds)",
                expected: "1 to \(Limits.artifactLifetimeSeconds) seconds, -1 (as inherited) or -2 (for ever)")
        }
    }
}
