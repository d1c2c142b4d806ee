import RoostBlobs
import RoostCatalog

/// Makes a pending artifact a version: puts its complete manifest together from what its writers uploaded.
struct ArtifactCommit: Sendable {
    /// The artifact's global id.
    let id: String

    /// What the manifest is made of.
    private struct Parts: Sendable {
        let artifact: Artifact
        /// The version that an incremental upload builds on.
        let base: BlobReference?
        /// In the order in which they are laid over each other.
        let manifests: [BlobReference]
    }

    func perform(_ context: QueryContext) async throws -> Artifact {
        let id = id
        let parts = try await context.read { access in try Self.parts(of: id, access) }
        guard parts.artifact.state == .pending else { return parts.artifact }
        let (document, stored) = try await Self.complete(parts, context)
        let artifact = try await context.services.keep {
            if let stored { return stored }
            return BlobReference(try await context.services.blobs.store(document.bytes))
        } _: { manifest in
            try await context.write { access in
                let artifact = try access.artifact(globalID: id, for: .write)
                return try access.tx.artifacts.commit(artifact.id, contents: document, manifest: manifest)
            }
        }
        if let run = artifact.runID { context.services.live.publish(run, .run) }
        return artifact
    }

    private static func parts(of id: String, _ access: Access) throws -> Parts {
        let artifact = try access.artifact(globalID: id, for: .write)
        guard artifact.state == .pending else { return Parts(artifact: artifact, base: nil, manifests: []) }
        let uploaded = try access.tx.artifacts.manifests(artifact: artifact.id).compactMap { manifest in
            manifest.digest.map {
                (manifest, BlobReference(digest: $0, md5: manifest.md5, size: manifest.size))
            }
        }
        guard !uploaded.isEmpty else {
            throw ServerError.conflict("the manifest of artifact '\(artifact.sequenceName)' was not uploaded")
        }
        // A full manifest says all by itself; only what was written after it can add to it.
        let start = uploaded.lastIndex { $0.0.kind == .full } ?? 0
        let used = uploaded[start...]
        let base = try used.last { $0.0.kind == .incremental }?.0.baseID.flatMap(access.artifact(id:))
        return Parts(
            artifact: artifact, base: used.first?.0.kind == .full ? nil : base?.manifest, manifests: used.map(\.1))
    }

    /// The whole manifest, and where it is stored already.
    private static func complete(
        _ parts: Parts, _ context: QueryContext
    ) async throws -> (ManifestDocument, BlobReference?) {
        let blobs = context.services.blobs
        let layers = (parts.base.map { [$0] } ?? []) + parts.manifests
        var document: ManifestDocument?
        for layer in layers {
            let next = try ManifestDocument(parsing: try await blobs.load(layer.digest, limit: Limits.manifest))
            if document == nil { document = next } else { document?.overlay(next) }
        }
        guard let document else {
            throw ServerError.conflict("the manifest of artifact '\(parts.artifact.sequenceName)' was not uploaded")
        }
        // A manifest that stands alone is kept as the client wrote it.
        return (document, layers.count == 1 ? layers[0] : nil)
    }
}
