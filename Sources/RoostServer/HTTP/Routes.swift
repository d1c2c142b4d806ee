import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostGraphQL
import RoostJSON

/// All addresses of the server.
struct Routes: Sendable {
    let services: Services
    let metrics: PrometheusRegistry
    private let graphQL: GraphQLRoute

    init(services: Services, metrics: PrometheusRegistry) throws {
        self.services = services
        self.metrics = metrics
        graphQL = try GraphQLRoute(services: services)
    }

    var all: [Route] {
        let files = FileRoutes(services: services)
        return health + [
            Route(.post, "/graphql", .perField, handle: graphQL.handle),
            Route(.get, "/api/v1/series", .project(.read), handle: SeriesRoute(services: services).handle),
            Route(.get, "/api/v1/keys", .project(.read), handle: KeysRoute(services: services).handle),
            Route(.get, "/api/v1/export", .project(.read), handle: ExportRoute(services: services).handle),
            Route(.get, "/api/v1/live", .project(.read), handle: LiveRoute(services: services).handle),
            Route(.post, "/api/v1/admin", .signedIn, handle: administer),
            // Clients probe for a telemetry proxy; a plain "not here", also without a key, makes them give up.
            Route(.post, "/sdk/otel/**", .open) { _, context in
                .error("there is no telemetry proxy here", status: .notFound, requestID: context.requestID)
            },
        ] + files.all + FrameRoutes(files: files).all + ArtifactRoutes(services: services).all
            + StorageRoutes(services: services).all
            + LaunchRoutes(services: services).all + WebRoutes(services: services).all
            + AppRoutes(services: services).all
    }

    private var health: [Route] {
        [
            Route(.get, "/healthz", .open) { _, _ in .text("ok\n") },
            Route(.get, "/readyz", .open, handle: ready),
            Route(.get, "/ready", .open, handle: ready),
            Route(.get, "/metrics", .open) { _, _ in
                .text(metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8")
            },
        ]
    }

    @Sendable private func ready(_ request: Request, _ context: ServerContext) async throws -> Response {
        do {
            _ = try await services.catalog.read { tx in try tx.users.count() }
            return .text("ready\n")
        } catch {
            services.logger.error("not ready", metadata: ["error": "\(error)"])
            return .text("the catalog does not answer\n", status: .serviceUnavailable)
        }
    }

    @Sendable private func administer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let command: AdminCommand
        do {
            command = try JSONDecoder().decode(AdminCommand.self, from: Data(buffer: body))
        } catch {
            throw ServerError.invalid(field: "body", value: String(buffer: body), expected: "a command as JSON")
        }
        let reply = try await Administration(catalog: services.catalog).perform(command, for: context.caller)
        services.authenticator.forgetKeys()
        return .json(Array(try JSONEncoder().encode(reply)))
    }
}
