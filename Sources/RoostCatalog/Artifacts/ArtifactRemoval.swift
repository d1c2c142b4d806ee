import FoundationEssentials

extension ArtifactRepository {
    /// Deletes a version. Files that other versions use stay; contents to which nothing refers any more become
    /// garbage (``BlobRepository/claimGarbage(limit:abandoned:)``).
    ///
    /// - Throws: ``CatalogError/conflict(_:)`` when it has aliases and `deletingAliases` is false.
    /// - Returns: the version as it is now.
    @discardableResult
    public func delete(_ id: Int64, deletingAliases: Bool = false) throws -> Artifact {
        let artifact = try get(id)
        guard artifact.state != .deleted else { return artifact }
        let aliases = try aliases(artifact: id).filter { !$0.isVersion }.map(\.alias)
        guard deletingAliases || aliases.isEmpty else {
            throw CatalogError.conflict(
                "artifact \"\(artifact.sequenceName)\" has the aliases \(aliases.joined(separator: ", ")): "
                    + "delete them first, or with it")
        }
        try markDeleted(artifact)
        for membership in try memberships(artifact: id) { try remove(membership) }
        try removeRemains(of: [id])
        return try get(id)
    }

    /// Deletes a collection; a sequence with its versions. Its name is free again.
    @discardableResult
    public func deleteCollection(_ id: Int64) throws -> ArtifactCollection {
        let collection = try getCollection(id)
        try deleteCollections([collection.id])
        guard let deleted = try self.collection(id: id) else {
            throw CatalogError.notFound(kind: "artifact collection", name: "\(id)")
        }
        return deleted
    }

    func deleteAll(project: Int64) throws {
        let rows = try session.rows(
            "SELECT id FROM artifact_collection WHERE project_id = $1 AND state = 'READY'", [.int(project)])
        try deleteCollections(
            try rows.map { row in
                var reader = SQLRowReader(row)
                return try reader.int()
            })
    }

    private func deleteCollections(_ ids: [Int64]) throws {
        for id in ids {
            let versions = try all("v.collection_id = $1 AND v.state <> 'DELETED'", [.int(id)])
            for version in versions {
                try markDeleted(version)
                // Out of the portfolios that link it.
                for membership in try memberships(artifact: version.id) where membership.collection.id != id {
                    try remove(membership)
                }
            }
            try session.execute("DELETE FROM artifact_alias WHERE collection_id = $1", [.int(id)])
            try session.execute("DELETE FROM artifact_member WHERE collection_id = $1", [.int(id)])
            try session.execute(
                "UPDATE artifact_collection SET state = 'DELETED', updated_at = $2 WHERE id = $1",
                [.int(id), SQLValue(transaction.now)])
            try session.execute("DELETE FROM artifact_sequence_client WHERE collection_id = $1", [.int(id)])
            try removeRemains(of: versions.map(\.id))
        }
    }

    private func markDeleted(_ artifact: Artifact) throws {
        try session.execute(
            """
            UPDATE artifact SET state = 'DELETED', manifest_digest = NULL, manifest_md5 = NULL, updated_at = $2
            WHERE id = $1
            """,
            [.int(artifact.id), SQLValue(transaction.now)])
        if let manifest = artifact.manifest { try transaction.blobs.release([manifest.digest]) }
    }

    /// Removes what belonged to deleted versions, and files that no version needs any more.
    private func removeRemains(of ids: [Int64]) throws {
        for id in ids {
            let manifests = try manifests(artifact: id).compactMap(\.digest)
            // The files that its entries name, be they its own or those of an older version.
            let files = try session.rows(
                """
                SELECT id FROM artifact_file WHERE artifact_id = $1
                UNION SELECT file_id FROM artifact_entry WHERE artifact_id = $1 AND file_id IS NOT NULL
                """,
                [.int(id)])
            try session.execute("DELETE FROM artifact_entry WHERE artifact_id = $1", [.int(id)])
            try session.execute("DELETE FROM artifact_manifest WHERE artifact_id = $1", [.int(id)])
            try session.execute("DELETE FROM artifact_client WHERE artifact_id = $1", [.int(id)])
            try session.execute("DELETE FROM artifact_tag WHERE artifact_id = $1", [.int(id)])
            try transaction.blobs.release(manifests)
            for row in files {
                var reader = SQLRowReader(row)
                try removeFileIfUnused(try reader.int())
            }
        }
    }

    private func removeFileIfUnused(_ id: Int64) throws {
        guard let file = try file(id: id), try get(file.artifactID).state == .deleted,
            try session.row("SELECT 1 FROM artifact_entry WHERE file_id = $1", [.int(id)]) == nil
        else { return }
        try session.execute("DELETE FROM artifact_file WHERE id = $1", [.int(id)])
        if let digest = file.digest { try transaction.blobs.release([digest]) }
    }
}
