import AsyncHTTPClient
import NIOCore
import RoostJSON

extension APIClient {
    /// Sends one request of a run's file stream. Requests of one run go one after another: send the next when this
    /// has returned. Sending the same request again changes nothing.
    public func stream(
        _ request: FileStreamRequest, to run: RunPath, policy: RetryPolicy = .fileStream,
        onRetry: (@Sendable (String, Double) -> Void)? = nil
    ) async throws(APIError) -> FileStreamAnswer {
        let body = request.encoded()
        let url = endpoint.fileStreamURL(run)
        var headers = headers(to: url, isAuthenticated: true)
        headers.add(name: "Content-Type", value: "application/json")
        let attempt = Attempt(
            name: "file stream of \(run)", policy: policy,
            request: { [headers] in
                var request = HTTPClientRequest(url: url)
                request.method = .POST
                request.headers = headers
                request.body = .bytes(body)
                return request
            },
            onRetry: onRetry)
        let answer = try await perform(attempt)
        // The body may be empty or anything else: only a JSON object says something.
        let json = try? JSON(parsing: Array(answer.body.readableBytesView))
        return FileStreamAnswer(
            isStopped: json?["stopped"]?.boolValue ?? false,
            rateLimitRemaining: answer.headers.first(name: "RateLimit-Remaining").flatMap(Double.init),
            rateLimitResetSeconds: answer.headers.first(name: "RateLimit-Reset").flatMap(Double.init))
    }
}
