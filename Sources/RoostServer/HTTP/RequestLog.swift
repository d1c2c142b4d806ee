import HTTPTypes
import Hummingbird
import Logging
import Metrics

/// One log line and one set of metrics a request.
struct RequestLog: RouterMiddleware {
    typealias Context = ServerContext

    let metrics: any MetricsFactory

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = start.duration(to: .now)
        let route = context.endpointPath ?? "none"
        // A client may send any word as a method; each distinct one would stay in memory for ever.
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
        let dimensions = [("method", method), ("route", route)]
        Counter(
            label: "roost_http_requests", dimensions: dimensions + [("status", "\(response.status.code)")],
            factory: metrics
        ).increment()
        Timer(label: "roost_http_request_duration", dimensions: dimensions, factory: metrics)
            .recordNanoseconds(elapsed.nanoseconds)
        let level: Logger.Level = response.status.code >= 500 ? .warning : .debug
        context.logger.log(
            level: level, "request",
            metadata: [
                "method": "\(request.method)", "path": "\(request.loggedPath)", "status": "\(response.status.code)",
                "microseconds": "\(elapsed.nanoseconds / 1000)", "user": "\(context.caller.user?.username ?? "-")",
                "remote": "\(context.remoteAddress ?? "-")",
            ])
        return response
    }
}

extension Duration {
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}

extension Request {
    /// The path as it may stand in a log: a signed address is a permission and is left out.
    var loggedPath: String {
        uri.path.hasPrefix("/storage/") ? "/storage/…" : uri.path
    }
}
