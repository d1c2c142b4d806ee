import FoundationEssentials

extension ArtifactRepository {
    /// Makes a pending artifact a version: it gets its number, its aliases and `latest`, and its contents are
    /// fixed. A second commit changes nothing.
    ///
    /// - Parameters:
    ///   - contents: the complete manifest (of incremental uploads and patches: merged with their base).
    ///   - manifest: the stored file of that manifest.
    /// - Throws: ``CatalogError/conflict(_:)`` when a file of the manifest was not uploaded.
    public func commit(
        _ id: Int64, contents: ManifestDocument, manifest: BlobReference
    ) throws -> Artifact {
        let artifact = try get(id)
        switch artifact.state {
        case .committed: return artifact
        case .deleted: throw CatalogError.conflict("artifact \(id) is deleted")
        case .pending: break
        }
        try transaction.blobs.retain(manifest.digest)
        let size = try write(contents, of: artifact)
        let index = try session.int(
            """
            UPDATE artifact_collection SET next_index = next_index + 1, updated_at = $2 WHERE id = $1
            RETURNING next_index - 1
            """,
            [.int(artifact.sequenceID), SQLValue(transaction.now)])
        guard let index else { throw CatalogError.notFound(kind: "artifact collection", name: artifact.sequenceName) }
        try session.execute(
            """
            INSERT INTO artifact_member (collection_id, artifact_id, version_index, created_at)
            VALUES ($1, $2, $3, $4)
            """,
            [.int(artifact.sequenceID), .int(id), .int(index), SQLValue(transaction.now)])
        let base = try manifests(artifact: id).compactMap(\.baseID).last
        let aliases = try pendingAliases(id).filter { !Self.isVersionAlias($0) }
        try session.execute(
            """
            UPDATE artifact SET state = 'COMMITTED', size = $2, file_count = $3, manifest_digest = $4,
                manifest_md5 = $5, manifest_size = $6, base_id = $7, pending_aliases = '[]', committed_at = $8,
                updated_at = $8
            WHERE id = $1
            """,
            [
                .int(id), .int(size), .int(Int64(contents.count)), .text(manifest.digest), .text(manifest.md5),
                .int(manifest.size), SQLValue(base), SQLValue(transaction.now),
            ])
        try addAliases(id, in: artifact.sequenceID, aliases + (aliases.contains("latest") ? [] : ["latest"]))
        return try get(id)
    }

    /// Writes the entries of a version and answers their bytes.
    private func write(_ contents: ManifestDocument, of artifact: Artifact) throws -> Int64 {
        var total: Int64 = 0
        for path in contents.paths {
            guard let entry = contents[path] else { continue }
            let file = try entry.reference == nil ? storedFile(entry, path: path, artifact: artifact) : nil
            let size = file?.size ?? entry.size
            let (sum, overflow) = total.addingReportingOverflow(size)
            total = overflow ? .max : sum
            try session.execute(
                """
                INSERT INTO artifact_entry (artifact_id, name, digest, size, reference, file_id)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                [
                    .int(artifact.id), .text(path), .text(entry.digest), .int(size), SQLValue(entry.reference),
                    SQLValue(file?.id),
                ])
        }
        return total
    }

    /// The uploaded file behind an entry: this artifact's, or an older one's of the same project.
    private func storedFile(
        _ entry: ManifestDocument.Entry, path: String, artifact: Artifact
    ) throws -> ArtifactFile {
        var births = [artifact.id]
        if let text = entry.birthArtifactID, case .artifact(let id)? = try? GlobalID(text) { births.insert(id, at: 0) }
        for birth in births {
            if let file = try file(birthArtifact: birth, md5: entry.digest, name: path),
                file.projectID == artifact.projectID
            {
                return file
            }
        }
        throw CatalogError.conflict("artifact \"\(artifact.sequenceName)\": file \"\(path)\" was not uploaded")
    }
}
