import HTTPTypes
import Hummingbird

/// One address of the server, with the policy that guards it.
struct Route: Sendable {
    /// Who may call a route. There is no default.
    enum Policy: Sendable, Hashable {
        /// Anyone: health, metrics, the sign-in page.
        case open
        /// The address itself carries a signature that permits one thing.
        case signedAddress
        /// Each GraphQL field has its own policy.
        case perField
        /// The handler reaches its project through ``Access`` and needs this permission.
        case project(Permission)
        /// Any signed-in user, with a key that is not restricted to one project.
        case signedIn
    }

    let method: HTTPRequest.Method
    /// The path in the router's notation (`:name`, `**`).
    let path: String
    let policy: Policy
    let handle: @Sendable (Request, ServerContext) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ policy: Policy,
        handle: @escaping @Sendable (Request, ServerContext) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.policy = policy
        self.handle = handle
    }
}

extension Router where Context == ServerContext {
    /// Registers routes, each behind its policy.
    func add(_ routes: [Route]) {
        for route in routes {
            on(RouterPath(route.path), method: route.method) { request, context in
                switch route.policy {
                case .signedIn: _ = try context.caller.requireUnrestrictedUser()
                case .project where context.caller.user == nil && route.method != .get && route.method != .head:
                    throw ServerError.notSignedIn
                case .open, .signedAddress, .perField, .project: break
                }
                return try await route.handle(request, context)
            }
        }
    }
}
