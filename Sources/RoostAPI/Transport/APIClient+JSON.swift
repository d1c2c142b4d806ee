import AsyncHTTPClient
import NIOCore
import RoostJSON

extension APIClient {
    /// Posts a JSON value to a path of this server.
    ///
    /// - Parameters:
    ///   - body: what is sent.
    ///   - path: with its leading slash, such as `/api/v1/launch/agents`; its parts percent-encoded.
    ///   - name: how messages name the request.
    /// - Returns: the JSON of the answer.
    public func post(
        _ body: JSON, to path: String, name: String, policy: RetryPolicy = .graphQL
    ) async throws(APIError) -> JSON {
        var writer = JSONWriter()
        writer.write(body)
        let bytes = ByteBuffer(bytes: writer.bytes)
        let url = endpoint.description + path
        var headers = headers(to: url, isAuthenticated: true)
        headers.add(name: "Content-Type", value: "application/json")
        let attempt = Attempt(
            name: name, policy: policy,
            request: { [headers] in
                var request = HTTPClientRequest(url: url)
                request.method = .POST
                request.headers = headers
                request.body = .bytes(bytes)
                return request
            })
        let answer = try await perform(attempt)
        do {
            return try JSON(parsing: Array(answer.body.readableBytesView))
        } catch {
            throw .invalidAnswer(request: name, reason: "it is not JSON (\(error))")
        }
    }
}
