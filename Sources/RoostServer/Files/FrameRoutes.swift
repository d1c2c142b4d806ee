import HTTPTypes
import Hummingbird

/// `/frames/ENTITY/PROJECT/RUN/…`: HTML and SVG that a run has logged, for the web UI to frame.
///
/// They come from users, so they run where they can do no harm: in an origin of their own, without cookies and without
/// the network.
struct FrameRoutes: Sendable {
    let files: FileRoutes

    var all: [Route] {
        [
            Route(.get, "/frames/**", .project(.read), handle: frame),
            Route(.head, "/frames/**", .project(.read), handle: frame),
        ]
    }

    static let contentSecurityPolicy =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; "
        + "style-src 'unsafe-inline' data:; img-src data: blob:; font-src data:; media-src data: blob:; "
        + "frame-ancestors 'self'"

    @Sendable private func frame(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (file, digest) = try await files.find(request.uri.path, below: "/frames/", context.caller)
        let type = MediaType.guess(file.name)
        guard type.hasPrefix("text/html") || type.hasPrefix("image/svg") else {
            throw ServerError.notFound("HTML or SVG file '\(file.name)'")
        }
        var response = try await files.services.blobs.response(
            to: request, digest: digest, name: file.name, type: type)
        response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
        response.headers[.contentDisposition] = "inline"
        return response
    }
}
