import RoostAPI
import RoostLog

/// Brings an artifact that the log tells of to the server: its record, its files, its manifest.
struct ArtifactSender: Sendable {
    let client: APIClient
    let path: RunPath
    let policies: SyncPolicies

    /// - Returns: what could not be done for want of a file; empty when all is there.
    func send(_ record: LogArtifactRecord) async throws(SyncError) -> [String] {
        var manifest = try ArtifactManifest(record)
        let missing = manifest.entries.filter { $0.isLocal && DiskFile.mark($0.localPath) == nil }
        if let first = missing.first {
            return [
                "the artifact '\(record.name)' was not uploaded: \(missing.count) of its files are gone, "
                    + "among them \(first.localPath)"
            ]
        }
        do throws(APIError) {
            try await send(record, &manifest)
        } catch {
            throw .api(error)
        }
        return []
    }

    private func send(_ given: LogArtifactRecord, _ manifest: inout ArtifactManifest) async throws(APIError) {
        var record = given
        if let source = JobSourceReference(record) {
            let id = try await client.send(ClientIDMapping(clientID: source.clientID), policy: policies.request)
            if let id { try source.resolve(to: id, in: &record, &manifest) }
        }
        let artifact = try await client.send(CreateArtifact(record: record, path: path), policy: policies.request)
        if artifact.state != "COMMITTED" {
            try await upload(record, &manifest, artifact)
            if record.finalize {
                try await client.send(CommitArtifact(artifactID: artifact.id), policy: policies.request)
            }
        }
        if record.useAfterCommit {
            try await client.send(UseArtifact(artifactID: artifact.id, path: path), policy: policies.request)
        }
    }

    private func upload(
        _ record: LogArtifactRecord, _ manifest: inout ArtifactManifest, _ artifact: CreateArtifact.Created
    ) async throws(APIError) {
        let base =
            switch manifest.kind {
            case .full: record.baseID.isEmpty ? nil : record.baseID
            case .incremental: artifact.latestID
            case .patch: String?.none
            }
        func announcement(digest: String) -> CreateArtifactManifest {
            CreateArtifactManifest(
                artifactID: artifact.id, baseArtifactID: base, kind: manifest.kind, digest: digest, path: path)
        }
        let created = try await client.send(announcement(digest: ""), policy: policies.request)
        try await uploadFiles(of: &manifest, artifact.id, manifestID: created.id)
        var serverIDs: [String: String] = [:]
        for clientID in manifest.clientReferences {
            serverIDs[clientID] = try await client.send(ClientIDMapping(clientID: clientID), policy: policies.request)
        }
        manifest.resolve(serverIDs)
        let bytes = manifest.bytes
        let digest = ArtifactManifest.digest(of: bytes)
        let final = try await client.send(announcement(digest: digest), policy: policies.request)
        if let target = final.target {
            try await client.upload(
                bytes: bytes, to: target, policy: policies.transfer(bytes: Int64(bytes.count)))
        }
    }

    private func uploadFiles(
        of manifest: inout ArtifactManifest, _ artifactID: String, manifestID: String
    ) async throws(APIError) {
        let local = manifest.entries.indices.filter { manifest.entries[$0].isLocal }
        var start = 0
        while start < local.count {
            let batch = local[start..<min(start + SyncLimits.artifactFilesPerRequest, local.count)]
            start = batch.endIndex
            let entries = batch.map { manifest.entries[$0] }
            let request = CreateArtifactFiles(artifactID: artifactID, manifestID: manifestID, entries: entries)
            let files = try await client.send(request, policy: policies.request)
            for (index, file) in zip(batch, files) {
                manifest.entries[index].birthArtifactID = file.birthArtifactID ?? artifactID
            }
            let uploads = zip(entries, files).compactMap { entry, file in
                file.target.map { (path: entry.localPath, target: $0) }
            }
            if let error = await transfer(uploads) { throw error }
        }
    }

    /// Uploads files, so many at a time.
    ///
    /// - Returns: the first error.
    private func transfer(_ uploads: [(path: String, target: UploadTarget)]) async -> APIError? {
        await withTaskGroup(of: APIError?.self) { [client, policies] group in
            var first: APIError?
            for (index, upload) in uploads.enumerated() {
                if index >= SyncLimits.uploads, let done = await group.next() { first = first ?? done }
                if first != nil { break }
                group.addTask {
                    do throws(APIError) {
                        try await client.upload(
                            file: upload.path, to: upload.target, policy: policies.transfer(file: upload.path))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            for await done in group { first = first ?? done }
            return first
        }
    }
}

extension LogArtifactManifestEntry {
    /// Whether the entry's content is uploaded from this machine.
    fileprivate var isLocal: Bool { ref.isEmpty && !localPath.isEmpty }
}
