import AsyncHTTPClient
import NIOCore
import RoostJSON

extension APIClient {
    /// Sends a GraphQL operation.
    ///
    /// - Parameters:
    ///   - operation: the operation.
    ///   - policy: how failures are retried; by default as the operation says.
    ///   - onRetry: told of each failure that is tried again: its cause and the seconds until then.
    /// - Throws: `APIError.graphQL` when the server answers with errors, else as the transport fails.
    public func send<Operation: GraphQLOperation>(
        _ operation: Operation, policy: RetryPolicy? = nil,
        onRetry: (@Sendable (String, Double) -> Void)? = nil
    ) async throws(APIError) -> Operation.Answer {
        var writer = JSONWriter()
        var members: JSONObject = ["operationName": .string(Operation.name), "query": .string(Operation.document)]
        if !operation.variables.isEmpty { members["variables"] = .object(operation.variables) }
        writer.write(.object(members))
        let body = ByteBuffer(bytes: writer.bytes)
        let url = endpoint.graphQLURL
        var headers = headers(to: url, isAuthenticated: true)
        headers.add(name: "Content-Type", value: "application/json")
        headers.add(name: "Accept-Encoding", value: "gzip")
        if let username = options.username { headers.add(name: "X-WANDB-USERNAME", value: username) }
        if let email = options.userEmail { headers.add(name: "X-WANDB-USER-EMAIL", value: email) }
        let attempt = Attempt(
            name: Operation.name, policy: policy ?? Operation.policy,
            request: { [headers] in
                var request = HTTPClientRequest(url: url)
                request.method = .POST
                request.headers = headers
                request.body = .bytes(body)
                return request
            },
            onRetry: onRetry)
        let answer = try await perform(attempt)
        let json: JSON
        do {
            json = try JSON(parsing: Array(answer.body.readableBytesView))
        } catch {
            throw .invalidAnswer(request: Operation.name, reason: "it is not JSON (\(error))")
        }
        let messages = ServerMessage.messages(in: json)
        guard messages.isEmpty else { throw .graphQL(operation: Operation.name, messages: messages) }
        guard let data = json["data"], data.objectValue != nil else {
            throw .invalidAnswer(request: Operation.name, reason: "data is missing or is not an object")
        }
        return try operation.answer(from: AnswerReader(data, operation: Operation.name))
    }
}
