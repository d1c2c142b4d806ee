import Logging
import RoostCatalog
import ServiceLifecycle

@testable import RoostServer

/// A server that listens on a port of this machine, in this process.
struct RunningServer: Sendable {
    let port: Int
    /// Of the user `ada`.
    let key: String
    let services: Services
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// Runs `body` with a server and then stops it.
    static func with<Result>(
        _ configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (RunningServer) async throws -> Result
    ) async throws -> Result {
        let directory = try TemporaryDirectory()
        var configuration = ServerConfiguration(dataDirectory: directory.path)
        configuration.port = 0
        configure(&configuration)
        let server = try await RunningServer(configuration)
        let result: Result
        do {
            result = try await body(server)
        } catch {
            try? await server.stop()
            throw error
        }
        try await server.stop()
        withExtendedLifetime(directory) {}
        return result
    }

    private init(_ configuration: ServerConfiguration) async throws {
        let server = RoostServer(configuration: configuration)
        let logger = Logger(label: "test") { LineLogHandler(label: $0, format: .text, level: .critical) }
        let services = try await server.open(DataDirectory(path: configuration.dataDirectory), logger: logger)
        key = try await services.catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada"))
            return try tx.keys.create(user: user.id, name: "k").secret
        }
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let group = try server.group(services, metrics: PrometheusRegistry(), signals: []) { port in
            continuation.yield(port)
        }
        task = Task {
            defer { continuation.finish() }
            try await RoostServer.run(group, closing: services)
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await task.value
            throw CancellationError()
        }
        self.port = port
        self.services = services
        self.group = group
    }

    func beginShutdown() async { await group.triggerGracefulShutdown() }

    /// Returns when the server has come to its end.
    func stop() async throws {
        await beginShutdown()
        try await task.value
    }

    /// A request's head, with the key.
    func head(_ method: String, _ target: String, _ fields: String...) -> String {
        (["\(method) \(target) HTTP/1.1", "Host: localhost:\(port)", "Authorization: Bearer \(key)"] + fields)
            .joined(separator: "\r\n") + "\r\n\r\n"
    }
}
