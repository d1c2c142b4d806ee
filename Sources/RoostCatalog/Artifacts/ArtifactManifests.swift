import FoundationEssentials

extension ArtifactRepository {
    private static let manifestColumns =
        "id, artifact_id, name, kind, run_id, md5, base_id, digest, size, created_at"

    /// Announces a manifest. Clients do so twice, before and after they know its MD5: the second request answers
    /// the same manifest. Of patches each run that writes has its own.
    ///
    /// - Parameters:
    ///   - md5: of the file, in Base64; empty when not known yet.
    ///   - base: the version on which an incremental manifest builds.
    public func createManifest(
        artifact: Int64, name: String, kind: ArtifactManifest.Kind, md5: String, base: Int64? = nil, run: Int64? = nil
    ) throws -> ArtifactManifest {
        guard try get(artifact).state == .pending else {
            throw CatalogError.conflict("artifact \(artifact) is not pending")
        }
        try FileName.validate(name)
        let known = try manifests(
            "artifact_id = $1 AND name = $2 AND kind = $3 ORDER BY id DESC",
            [.int(artifact), .text(name), .text(kind.rawValue)]
        ).first { kind != .patch || ($0.runID == run && $0.digest == nil) }
        if let known { return try updateManifest(known.id, md5: md5, base: base) }
        let id = try session.insert(
            """
            INSERT INTO artifact_manifest (artifact_id, name, kind, run_id, md5, base_id, size, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7) RETURNING id
            """,
            [
                .int(artifact), .text(name), .text(kind.rawValue), SQLValue(run), .text(md5), SQLValue(base),
                SQLValue(transaction.now),
            ])
        return try getManifest(id)
    }

    /// Says what a manifest's file will be; `nil` leaves a field as it is.
    public func updateManifest(_ id: Int64, md5: String? = nil, base: Int64? = nil) throws -> ArtifactManifest {
        let manifest = try getManifest(id)
        try NameRules.checkLength(md5, field: "manifest digest", bytes: Limits.shortTextBytes)
        try session.execute(
            "UPDATE artifact_manifest SET md5 = $2, base_id = $3 WHERE id = $1",
            [
                .int(id), .text(md5?.isEmpty == false ? md5 ?? "" : manifest.md5),
                SQLValue(base ?? manifest.baseID),
            ])
        return try getManifest(id)
    }

    /// Gives a manifest its uploaded file.
    public func putManifest(_ id: Int64, blob: BlobReference) throws -> ArtifactManifest {
        let manifest = try getManifest(id)
        try transaction.blobs.retain(blob.digest)
        try session.execute(
            "UPDATE artifact_manifest SET digest = $2, size = $3 WHERE id = $1",
            [.int(id), .text(blob.digest), .int(blob.size)])
        if let old = manifest.digest, old != blob.digest { try transaction.blobs.release([old]) }
        return try getManifest(id)
    }

    public func manifest(id: Int64) throws -> ArtifactManifest? {
        try manifests("id = $1", [.int(id)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func getManifest(_ id: Int64) throws -> ArtifactManifest {
        guard let manifest = try manifest(id: id) else {
            throw CatalogError.notFound(kind: "artifact manifest", name: "\(id)")
        }
        return manifest
    }

    /// The manifests that clients announced for an artifact, in the order in which they are to be laid over each
    /// other.
    public func manifests(artifact: Int64) throws -> [ArtifactManifest] {
        try manifests("artifact_id = $1 ORDER BY id", [.int(artifact)])
    }

    private func manifests(_ condition: String, _ arguments: [SQLValue]) throws -> [ArtifactManifest] {
        try session.rows("SELECT \(Self.manifestColumns) FROM artifact_manifest WHERE \(condition)", arguments)
            .map { row in
                var reader = SQLRowReader(row)
                return ArtifactManifest(
                    id: try reader.int(), artifactID: try reader.int(), name: try reader.text(),
                    kind: try reader.raw(ArtifactManifest.Kind.self), runID: try reader.optionalInt(),
                    md5: try reader.text(), baseID: try reader.optionalInt(), digest: try reader.optionalText(),
                    size: try reader.int(), createdAt: try reader.date())
            }
    }
}
