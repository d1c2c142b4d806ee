import HTTPTypes
import Hummingbird
import NIOCore
import RoostBlobs
import RoostCatalog

/// `/files/ENTITY/PROJECT/RUN/…`: the file stream of a run, and its files.
struct FileRoutes: Sendable {
    let services: Services
    let fileStream: FileStreamRoute

    init(services: Services) {
        self.services = services
        fileStream = FileStreamRoute(services: services)
    }

    var all: [Route] {
        [
            Route(.post, "/files/**", .project(.write)) { request, context in
                try await fileStream.handle(request, RunAddress(fileStream: request.uri.path), context)
            },
            Route(.get, "/files/**", .project(.read), handle: download),
            Route(.head, "/files/**", .project(.read), handle: download),
        ]
    }

    @Sendable private func download(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (file, digest) = try await find(request.uri.path, below: "/files/", context.caller)
        return try await services.blobs.response(
            to: request, digest: digest, name: file.name, type: file.mimetype ?? MediaType.guess(file.name))
    }

    /// The uploaded file at an address such as `/files/ENTITY/PROJECT/RUN/PATH`.
    func find(_ path: String, below prefix: String, _ caller: Caller) async throws -> (file: RunFile, digest: String) {
        let addresses = try RunAddress.candidates(path, below: prefix)
        let file = try await services.read(as: caller) { access -> RunFile? in
            for address in addresses {
                guard
                    let run = try access.run(
                        address.run, project: address.project, entity: address.entity, parts: .none)
                else { continue }
                if let file = try access.tx.files.find(run: run.id, name: address.path), file.digest != nil {
                    return file
                }
            }
            return nil
        }
        guard let file, let digest = file.digest else { throw ServerError.notFound("file '\(addresses[0].path)'") }
        return (file, digest)
    }
}
