import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import RoostCatalog
import RoostJSON

@testable import RoostServer

/// A server without a network: requests go straight to its routes, through all that stands before them.
struct LocalServer: Sendable {
    let services: Services
    let routes: Routes
    let metrics = PrometheusRegistry()
    let directory: TemporaryDirectory
    private let responder: RouterResponder<ServerContext>
    private let channel = NIOAsyncTestingChannel()
    private let logger: Logger

    /// - Parameter write: takes the lines of the log, in JSON; without it nothing is logged.
    init(_ directory: TemporaryDirectory, write: (@Sendable (String) -> Void)? = nil) async throws {
        self.directory = directory
        var logger = Logger(label: "test") { label in
            guard let write else { return LineLogHandler(label: label, format: .text, level: .critical) }
            return LineLogHandler(label: label, format: .json, level: .debug, write: write)
        }
        logger[metadataKey: "hb.request.id"] = "request-1"
        self.logger = logger
        let server = RoostServer(configuration: ServerConfiguration(dataDirectory: directory.path))
        services = try await server.open(DataDirectory(path: directory.path), logger: logger)
        routes = try Routes(services: services, metrics: metrics)
        responder = try server.router(services, metrics: metrics).buildResponder()
    }

    init() async throws { try await self.init(TemporaryDirectory()) }

    func close() async throws {
        try await services.history.close()
        try await services.catalog.close()
    }

    /// Sends a request and reads the whole answer; of an endless one, its first `pieces` pieces.
    func send(
        _ method: HTTPRequest.Method, _ target: String, key: String? = nil, headers: HTTPFields = [:],
        body: String = "", pieces: Int = .max
    ) async throws -> Answer {
        try await send(method, target, key: key, headers: headers, bytes: ByteBuffer(string: body), pieces: pieces)
    }

    func send(
        _ method: HTTPRequest.Method, _ target: String, key: String? = nil, headers: HTTPFields = [:],
        bytes: ByteBuffer, pieces: Int = .max
    ) async throws -> Answer {
        var fields = headers
        if let key { fields[.authorization] = "Basic " + Data("api:\(key)".utf8).base64EncodedString() }
        if bytes.readableBytes > 0 { fields[.contentLength] = "\(bytes.readableBytes)" }
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "127.0.0.1:8080", path: target, headerFields: fields),
            body: RequestBody(buffer: bytes))
        let context = ServerContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let writer = FirstPieces(pieces)
        do {
            try await response.body.write(writer)
        } catch is FirstPieces.Enough {}
        return Answer(status: response.status.code, headers: response.headers, body: writer.buffer)
    }

    /// Sends a GraphQL request.
    func query(_ text: String, _ variables: JSON = [:], key: String? = nil) async throws -> Answer {
        let body: JSON = ["query": .string(text), "variables": variables]
        return try await send(.post, "/graphql", key: key, body: body.text)
    }
}

/// Takes the first pieces of a body and then no more.
private final class FirstPieces: ResponseBodyWriter {
    struct Enough: Error {}

    private(set) var buffer = ByteBuffer()
    private var left: Int

    init(_ count: Int) { left = count }

    func write(_ piece: ByteBuffer) async throws {
        buffer.writeImmutableBuffer(piece)
        left -= 1
        if left == 0 { throw Enough() }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
