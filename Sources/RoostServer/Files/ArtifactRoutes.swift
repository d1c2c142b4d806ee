import HTTPTypes
import Hummingbird
import RoostCatalog

/// `/artifactsV2/…` and `/artifacts/…`: artifact files for clients without signed addresses, with an API key.
struct ArtifactRoutes: Sendable {
    let services: Services

    var all: [Route] {
        [
            Route(.get, "/artifactsV2/**", .project(.read), handle: download),
            Route(.head, "/artifactsV2/**", .project(.read), handle: download),
            Route(.get, "/artifacts/:entity/:md5", .project(.read), handle: downloadByContent),
            Route(.head, "/artifacts/:entity/:md5", .project(.read), handle: downloadByContent),
        ]
    }

    @Sendable private func download(_ request: Request, _ context: ServerContext) async throws -> Response {
        let address = try ArtifactFileAddress(request.uri.path)
        let file = try await services.read(as: context.caller) { access -> ArtifactFile? in
            guard let birth = try access.artifact(globalID: address.birthArtifact) else { return nil }
            return try access.tx.artifacts.file(birthArtifact: birth.id, md5: address.md5, name: address.name)
        }
        return try await response(to: request, file: file, name: address.name)
    }

    @Sendable private func downloadByContent(_ request: Request, _ context: ServerContext) async throws -> Response {
        let address = try ArtifactContentAddress(request.uri.path)
        let file = try await services.read(as: context.caller) { access in
            try access.artifactFile(md5: address.md5, entity: address.entity)
        }
        return try await response(to: request, file: file, name: nil)
    }

    private func response(to request: Request, file: ArtifactFile?, name: String?) async throws -> Response {
        guard let file, let digest = file.digest else { throw ServerError.notFound("this artifact file") }
        return try await services.blobs.response(
            to: request, digest: digest, name: name ?? file.name, type: file.mimetype ?? MediaType.guess(file.name))
    }
}
