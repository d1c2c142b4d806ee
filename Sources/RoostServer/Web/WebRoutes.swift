import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostCatalog

/// The pages that work without scripts: sign in, and the API key that the client's login text points to.
struct WebRoutes: Sendable {
    let services: Services

    /// How long a web session lasts, in seconds.
    private static let sessionSeconds = 30 * 24 * 3600

    var all: [Route] {
        [
            Route(.get, "/signin", .open, handle: signInPage),
            Route(.post, "/signin", .open, handle: signIn),
            Route(.post, "/signout", .signedIn, handle: signOut),
            Route(.get, "/authorize", .open, handle: authorizePage),
            Route(.post, "/authorize", .signedIn, handle: makeKey),
            Route(.get, "/assets/page.css", .open) { _, _ in
                .text(HTMLPage.stylesheet, type: "text/css; charset=utf-8")
            },
        ]
    }

    // MARK: Signing in

    @Sendable private func signInPage(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard let token = request.uri.queryParameters.get("token") else {
            return signInForm(next: request.uri.queryParameters.get("next"))
        }
        let user = try await services.catalog.write { tx in try tx.sessions.redeemLink(token) }
        guard let user else {
            return signInForm(problem: "This sign-in link was used already or has expired.", status: .forbidden)
        }
        return try await startSession(user, next: "/", context)
    }

    private func signInForm(next: String? = nil, problem: String? = nil, status: HTTPResponse.Status = .ok) -> Response
    {
        HTMLPage(
            title: "Sign in",
            body: """
                \(problem.map { "<p class=\"problem\">\(HTMLPage.escape($0))</p>" } ?? "")
                <form method="post" action="/signin">
                <input type="hidden" name="next" value="\(HTMLPage.escape(next ?? "/"))">
                <label for="user">User</label><input id="user" name="user" autocomplete="username" required>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button>Sign in</button>
                </form>
                <p>No password? Ask an administrator for a link: <code>roost user link NAME</code></p>
                """
        ).response(status: status)
    }

    @Sendable private func signIn(_ request: Request, _ context: ServerContext) async throws -> Response {
        try requireSameOrigin(request, context)
        let form = try await form(of: request)
        let name = form["user"] ?? ""
        let password = form["password"] ?? ""
        let (user, hash) = try await services.catalog.read { tx -> (User?, String?) in
            guard let user = try tx.users.find(username: name) else { return (nil, nil) }
            return (user, try tx.users.passwordHash(user.id))
        }
        // An unknown user costs as much time as a wrong password.
        let isRight = await Task.detached { Password.verify(password, against: hash ?? Self.unknownUserHash) }.value
        guard let user, hash != nil, isRight else {
            return signInForm(next: form["next"], problem: "The user or the password is wrong.", status: .forbidden)
        }
        return try await startSession(user, next: form["next"] ?? "/", context)
    }

    private static let unknownUserHash = (try? Password.hash("nobody's password")) ?? ""

    private func startSession(_ user: User, next: String, _ context: ServerContext) async throws -> Response {
        let session = try await services.catalog.write { tx in
            try tx.sessions.create(user: user.id, seconds: Double(Self.sessionSeconds))
        }
        let secure = context.baseURL.hasPrefix("https:") ? "; Secure" : ""
        let target = next.hasPrefix("/") && !next.hasPrefix("//") ? next : "/"
        return Response(
            status: .seeOther,
            headers: [
                .location: target,
                .setCookie: "\(Authenticator.sessionCookie)=\(session.token); Path=/; Max-Age=\(Self.sessionSeconds); "
                    + "HttpOnly; SameSite=Lax\(secure)",
            ])
    }

    @Sendable private func signOut(_ request: Request, _ context: ServerContext) async throws -> Response {
        try requireSameOrigin(request, context)
        if let token = Authenticator.sessionToken(of: request) {
            try await services.catalog.write { tx in _ = try tx.sessions.delete(token: token) }
        }
        return Response(
            status: .seeOther,
            headers: [.location: "/signin", .setCookie: "\(Authenticator.sessionCookie)=; Path=/; Max-Age=0; HttpOnly"])
    }

    // MARK: API keys

    @Sendable private func authorizePage(_ request: Request, _ context: ServerContext) async throws -> Response {
        let app = AppRoutes(services: services)
        if app.isBuilt { return try await app.page(request, context) }
        guard let user = context.caller.user else { return signInForm(next: "/authorize") }
        return HTMLPage(
            title: "API key for \(user.username)",
            body: """
                <p>Make a key and paste it where the client asks for one. It is shown once.</p>
                <form method="post" action="/authorize">
                <label for="name">Name</label><input id="name" name="name" value="web" maxlength="128">
                <button>Make a key</button>
                </form>
                """
        ).response()
    }

    @Sendable private func makeKey(_ request: Request, _ context: ServerContext) async throws -> Response {
        try requireSameOrigin(request, context)
        let user = try context.caller.requireUser()
        let name = try await form(of: request)["name"] ?? "web"
        let made = try await services.catalog.write { tx in
            try tx.keys.create(user: user.id, name: name.isEmpty ? "web" : name)
        }
        return HTMLPage(
            title: "API key for \(user.username)",
            body: """
                <p>This key is shown once. Keep it like a password.</p>
                <pre>\(made.secret)</pre>
                <pre>export WANDB_BASE_URL=\(HTMLPage.escape(context.baseURL))
                export WANDB_API_KEY=\(made.secret)</pre>
                """
        ).response()
    }

    // MARK: Forms

    private func form(of request: Request) async throws -> [String: String] {
        let body = try await request.body.collect(upTo: 64 * 1024)
        var fields: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.decodeForm(parts[0]), let value = Self.decodeForm(parts[1]) else {
                throw ServerError.invalid(field: "form", value: String(pair), expected: "name=value, URL-encoded")
            }
            fields[name] = value
        }
        return fields
    }

    /// In forms, unlike in paths, `+` is a space.
    private static func decodeForm(_ text: Substring) -> String? {
        PercentEncoding.decode(text.replacing("+", with: " ")[...])
    }

    /// Refuses a form that another site's page sent with the cookie of this one.
    private func requireSameOrigin(_ request: Request, _ context: ServerContext) throws {
        guard let origin = request.headers[.origin], origin != "null" else { return }
        guard origin == context.baseURL || context.baseURL.hasPrefix(origin + "/") else {
            throw ServerError.forbidden("this form was sent by another site (\(origin))")
        }
    }
}
