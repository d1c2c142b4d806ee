import HTTPTypes
import Hummingbird

/// The web UI: its files, and its page at every address that no other route has, so that each link that a client
/// prints opens where it leads.
struct AppRoutes: Sendable {
    let services: Services
    var assets = WebAssets.built

    /// No code but the UI's own files runs, nothing is asked of another server, and no other site may frame it.
    /// Uploaded HTML comes from `/files` and is framed with a sandbox.
    static let contentSecurityPolicy = policy(frameAncestors: "'none'")

    private static func policy(frameAncestors: String) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
            + "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors \(frameAncestors)"
    }

    var all: [Route] {
        [
            Route(.get, "/assets/:file", .open, handle: asset),
            Route(.get, "/", .open, handle: page),
            Route(.get, "/**", .open, handle: page),
        ]
    }

    /// The files' names change with their contents, so a browser may keep them for ever.
    @Sendable private func asset(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard let file = assets[request.uri.path] else { throw ServerError.notFound("file '\(request.uri.path)'") }
        return try file.response(to: request, cacheControl: "public, max-age=31536000, immutable")
    }

    /// Whether the program was built with the web UI.
    var isBuilt: Bool { assets["/index.html"] != nil }

    @Sendable func page(_ request: Request, _ context: ServerContext) async throws -> Response {
        let path = request.uri.path.split(separator: "/").compactMap(PercentEncoding.decode)
        if path.first == "api" || path.first == "storage" { throw ServerError.notFound("this address") }
        guard let shell = assets["/index.html"] else { return withoutApp(path, context) }
        // One panel of a public project, for other sites to frame: they get no session's cookie, and the page has
        // nothing to press that would change anything.
        let isEmbedded = path.first == "embed"
        let policy = isEmbedded ? Self.policy(frameAncestors: "*") : Self.contentSecurityPolicy
        return try shell.response(to: request, cacheControl: "no-cache", headers: [.contentSecurityPolicy: policy])
    }

    /// What a program that was built without the web UI shows.
    private func withoutApp(_ path: [String], _ context: ServerContext) -> Response {
        HTMLPage(
            title: path.isEmpty ? "Roost" : path.joined(separator: " / "),
            body: """
                <p>This server keeps your runs. It was built without its web pages; <code>script/build</code> makes
                them. To log to it from Python:</p>
                <pre>pip install wandb
                export WANDB_BASE_URL=\(HTMLPage.escape(context.baseURL))
                export WANDB_API_KEY=…  # <a href="/authorize">make one</a></pre>
                <p>To read runs back: <code>wandb.Api().runs("ENTITY/PROJECT")</code></p>
                """
        ).response()
    }
}
