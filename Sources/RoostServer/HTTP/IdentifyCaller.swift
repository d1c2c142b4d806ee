import HTTPTypes
import Hummingbird

/// Fills in who sent a request and under which address the client reaches this server.
struct IdentifyCaller: RouterMiddleware {
    typealias Context = ServerContext

    let authenticator: Authenticator
    /// The configured address, when the server stands behind a proxy.
    let publicURL: String?
    let scheme: String
    /// Paths whose answer must not depend on credentials: a wrong key there is ignored.
    static let openPrefixes = ["/healthz", "/readyz", "/ready", "/metrics", "/sdk/otel/", "/storage/", "/assets/"]

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.baseURL = publicURL ?? "\(scheme)://\(request.head.authority ?? "127.0.0.1")"
        if !Self.openPrefixes.contains(where: { request.uri.path.hasPrefix($0) }) {
            context.caller = try await authenticator.caller(of: request)
        }
        return try await next(request, context)
    }
}
