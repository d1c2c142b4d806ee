import HTTPTypes
import Hummingbird
import NIOCore

/// Compresses textual answers for clients that accept gzip.
///
/// Answers held in one buffer are compressed whole; streamed ones are left alone, since the routes that
/// stream (exports, live updates, file contents) decide for themselves.
struct CompressResponses: RouterMiddleware {
    typealias Context = ServerContext

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.accepts(encoding: "gzip"), response.headers[.contentEncoding] == nil,
            let length = response.body.contentLength, length >= Limits.smallestCompressedBody,
            length <= Limits.largestCompressedBody, Self.isText(response.headers[.contentType])
        else { return response }
        let collector = BodyCollector()
        try await response.body.write(collector)
        response.body = ResponseBody(byteBuffer: try GzipStream.compress(collector.buffer))
        response.headers[.contentEncoding] = "gzip"
        response.headers[.vary] = response.headers[.vary].map { "\($0), Accept-Encoding" } ?? "Accept-Encoding"
        response.headers[.contentLength] = nil
        return response
    }

    private static func isText(_ type: String?) -> Bool {
        guard let type else { return false }
        return type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/javascript")
    }
}

extension Request {
    /// Whether the client takes a content coding: it names it, and not with a weight of zero (RFC 9110 §12.5.3).
    func accepts(encoding: String) -> Bool {
        headers[.acceptEncoding]?.split(separator: ",").contains { choice in
            let parts = choice.split(separator: ";").map { $0.trimmingSpaces() }
            guard parts.first.map({ $0.lowercased() }) == encoding else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
        } ?? false
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var text = drop(while: { $0 == " " || $0 == "\t" })
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
