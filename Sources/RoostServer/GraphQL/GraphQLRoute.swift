import HTTPTypes
import Hummingbird
import Metrics
import NIOCore
import RoostGraphQL
import RoostJSON

/// `POST /graphql`.
struct GraphQLRoute: Sendable {
    private let services: Services
    private let schema: Schema<QueryContext>

    init(services: Services) throws {
        self.services = services
        schema = try RoostSchema.make()
    }

    @Sendable func handle(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.plainBody(limit: Limits.graphQLBody, what: "the GraphQL request")
        let query = try Self.parse(body)
        let answer = await schema.execute(
            query,
            context: QueryContext(
                services: services, caller: context.caller, baseURL: context.baseURL, logger: context.logger,
                sessionToken: Authenticator.sessionToken(of: request)))
        let status: HTTPResponse.Status = answer.outcome == .requestError ? .badRequest : .ok
        return .json(answer.json, status: status)
    }

    private static func parse(_ body: ByteBuffer) throws(ServerError) -> GraphQLRequest {
        let json: JSON
        do {
            json = try JSON(parsing: body.readableBytesUInt8Span)
        } catch {
            throw .invalid(field: "body", value: "\(body.readableBytes) bytes", expected: "a JSON object (\(error))")
        }
        guard json.objectValue != nil, let query = json["query"]?.stringValue else {
            throw .invalid(field: "query", value: json["query"]?.text ?? "null", expected: "a GraphQL document")
        }
        let variables: JSONObject
        switch json["variables"] {
        case nil, .null?: variables = [:]
        case .object(let object)?: variables = object
        case let other?: throw .invalid(field: "variables", value: other.text, expected: "an object")
        }
        let operation = json["operationName"]
        guard operation == nil || operation?.isNull == true || operation?.stringValue != nil else {
            throw .invalid(field: "operationName", value: operation?.text ?? "", expected: "a string")
        }
        return GraphQLRequest(query: query, operationName: operation?.stringValue, variables: variables)
    }
}
