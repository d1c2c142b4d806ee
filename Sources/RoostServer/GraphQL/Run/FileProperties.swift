import RoostCatalog
import RoostGraphQL

/// What is known of a file, whatever it belongs to.
extension FileNode {
    var id: String {
        switch content {
        case .run(let file, _): file.globalID.text
        case .missing(let name, let run): RowlessID.text("MissingFile", "\(run.id):\(name)")
        case .announced(let file, _, _): file.globalID.text
        case .announcedManifest(let manifest, _): RowlessID.text("ManifestFile", "\(manifest.id)")
        case .entry(let entry, let artifact):
            entry.file?.globalID.text ?? RowlessID.text("ArtifactEntry", "\(artifact.id):\(entry.name)")
        case .manifest(_, let artifact): RowlessID.text("CompleteManifestFile", "\(artifact.id)")
        }
    }

    var name: String {
        switch content {
        case .run(let file, _): file.name
        case .missing(let name, _): name
        case .announced(let file, _, _): file.name
        case .announcedManifest(let manifest, _): manifest.name
        case .entry(let entry, _): entry.name
        case .manifest: "wandb_manifest.json"
        }
    }

    /// In bytes.
    var size: Int64 {
        switch content {
        case .run(let file, _): file.size
        case .missing: 0
        case .announced(let file, _, _): file.size
        case .announcedManifest(let manifest, _): manifest.size
        case .entry(let entry, _): entry.size
        case .manifest(let blob, _): blob.size
        }
    }

    var mimetype: String? {
        switch content {
        case .run(let file, _): file.mimetype ?? MediaType.guess(name)
        case .missing: nil
        case .announced, .entry: storedFile?.mimetype ?? MediaType.guess(name)
        case .announcedManifest, .manifest: "application/json"
        }
    }

    /// In Base64.
    var md5: String? {
        switch content {
        case .run(let file, _): file.md5
        case .missing: "0"
        case .announced(let file, _, _): file.md5
        case .announcedManifest(let manifest, _): manifest.md5.isEmpty ? nil : manifest.md5
        case .entry(let entry, _): entry.file == nil ? nil : entry.digest
        case .manifest(let blob, _): blob.md5
        }
    }

    /// `nil` for what does not exist.
    var updatedAt: String? {
        switch content {
        case .missing: nil
        case .run(let file, _): file.updatedAt.wire
        case .announced(let file, _, _): file.updatedAt.wire
        case .announcedManifest(let manifest, _): manifest.createdAt.wire
        case .entry(let entry, let artifact): (entry.file?.updatedAt ?? artifact.updatedAt).wire
        case .manifest(_, let artifact): (artifact.committedAt ?? artifact.updatedAt).wire
        }
    }

    /// The file of an artifact; `nil` for other files and for references.
    var storedFile: ArtifactFile? {
        switch content {
        case .announced(let file, _, _): file
        case .entry(let entry, _): entry.file
        case .run, .missing, .announcedManifest, .manifest: nil
        }
    }

    func birthArtifact(_ context: QueryContext) async throws -> ArtifactNode? {
        switch content {
        case .run, .missing: return nil
        case .announced(_, let artifact, _), .announcedManifest(_, let artifact), .manifest(_, let artifact):
            return ArtifactNode(artifact: artifact)
        case .entry(let entry, let artifact):
            guard let birth = entry.file?.artifactID, birth != artifact.id else {
                return ArtifactNode(artifact: artifact)
            }
            return try await context.read { access in try access.artifact(id: birth).map(ArtifactNode.init) }
        }
    }
}

/// Where a file is got from and put to.
extension FileNode {
    /// The address at which a client with an API key gets the file.
    func address(_ context: QueryContext) -> String? {
        let run: Run
        switch content {
        case .run(_, let its), .missing(_, let its): run = its
        default: return directAddress(context)
        }
        let parts = [run.entityName, run.projectName, run.name].map { PercentEncoding.encode($0) }
        return "\(context.baseURL)/files/\(parts.joined(separator: "/"))/\(PercentEncoding.encode(path: name))"
    }

    /// The address at which anyone gets the file, for a time; for a reference, the address that it refers to.
    func directAddress(_ context: QueryContext) -> String? {
        switch content {
        case .run(let file, let run):
            context.address(
                of: .downloadRunFile(run: run.id, name: file.name), lifetimeSeconds: Limits.downloadAddressSeconds)
        case .missing: nil
        case .announced(let file, _, _): file.digest.map { blobAddress($0, context) }
        case .announcedManifest(let manifest, _): manifest.digest.map { blobAddress($0, context) }
        case .entry(let entry, _): entry.reference ?? entry.file?.digest.map { blobAddress($0, context) }
        case .manifest(let blob, _): blobAddress(blob.digest, context)
        }
    }

    private func blobAddress(_ digest: String, _ context: QueryContext) -> String {
        context.address(
            of: .downloadBlob(digest: digest, name: name), lifetimeSeconds: Limits.downloadAddressSeconds)
    }

    /// The address at which the file is put, for those who may; `nil` when it is there and may not change.
    func uploadAddress(_ context: QueryContext) async throws -> String? {
        let subject: SignedSubject
        switch content {
        case .run(_, let run), .missing(_, let run):
            let isWritable = try await context.read { access in
                guard let project = try access.project(id: run.projectID) else { return false }
                return try access.permission(on: project) ?? .read >= .write
            }
            guard isWritable else { return nil }
            subject = .uploadRunFile(run: run.id, name: name)
        case .announced(let file, _, _):
            guard file.needsUpload else { return nil }
            subject = .uploadArtifactFile(file: file.id)
        case .announcedManifest(let manifest, _): subject = .uploadManifest(manifest: manifest.id)
        case .entry, .manifest: return nil
        }
        return context.address(of: subject, lifetimeSeconds: Limits.uploadAddressSeconds)
    }

    /// Clients take the type of a file that they send in parts from these headers.
    var uploadHeaders: [String] {
        switch content {
        case .announced, .announcedManifest: ["Content-Type:application/octet-stream"]
        case .run, .missing, .entry, .manifest: []
        }
    }

    var partUpload: PartUploadNode? {
        guard case .announced(let file, _, let parts) = content, file.needsUpload, !parts.isEmpty,
            let upload = PartUpload(of: file)
        else { return nil }
        return PartUploadNode(upload: upload, parts: parts)
    }
}
