import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import RoostCatalog
import RoostServer

/// Where an administrative command is carried out: on a data directory, also while a server runs on it, or through
/// a running server.
struct AdminTarget: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.", valueName: "dir")
    )
    var data: String?

    @Option(help: ArgumentHelp("Work through the server at this address instead.", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("Your API key for --server; WANDB_API_KEY by default.", valueName: "key"))
    var apiKey: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// Carries out a command and prints its answer; a failure is told as those of ``ClientCommand`` are.
    func perform(_ command: AdminCommand, quietColumn: String? = nil) async throws {
        try await CommandFailure.told {
            let reply = try await reply(to: command)
            if let quietColumn, let index = reply.columns.firstIndex(of: quietColumn) {
                for row in reply.rows { print(row[index]) }
            } else {
                TablePrinter(reply).print(asJSON: json)
            }
        }
    }

    private func reply(to command: AdminCommand) async throws -> AdminReply {
        guard let server else {
            let path = data ?? ServerConfiguration.defaultDataDirectory
            if case .addUser = command {
                // The first user may come before the first start of the server.
            } else if !FileManager.default.fileExists(atPath: path + "/catalog.sqlite") {
                throw CommandFailure(
                    .notFound,
                    "--data '\(path)' is no data directory: give the one of `roost server --data`, or --server.")
            }
            let directory = try DataDirectory(path: path)
            let catalog = try await Catalog.open(sqlite: directory.catalogFile)
            return try await Administration(catalog: catalog).perform(command)
        }
        guard let key = apiKey ?? ProcessInfo.processInfo.environment["WANDB_API_KEY"] else {
            throw CommandFailure(.notPermitted, "--server needs an API key: give --api-key or set WANDB_API_KEY.")
        }
        var request = HTTPClientRequest(url: server.trimmingSuffix("/") + "/api/v1/admin")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(try JSONEncoder().encode(command))
        let (status, body) = try await Self.answer(to: request, of: server)
        guard status == 200 else {
            let reason = (try? JSONDecoder().decode(Refusal.self, from: body))?.error
            throw CommandFailure(Self.exitStatus(of: status), "\(server): \(reason ?? "answered \(status)")")
        }
        guard let reply = try? JSONDecoder().decode(AdminReply.self, from: body) else {
            throw CommandFailure(.unavailable, "\(server): the answer is not that of a Roost server.")
        }
        return reply
    }

    private static func answer(
        to request: HTTPClientRequest, of server: String
    ) async throws(CommandFailure) -> (status: Int, body: Data) {
        // A server that is not there is told at once.
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await client.execute(request, timeout: .seconds(30))
            let body = Data(buffer: try await response.body.collect(upTo: 16 << 20))
            try await client.shutdown()
            return (Int(response.status.code), body)
        } catch {
            try? await client.shutdown()
            throw CommandFailure(.unavailable, "\(server) cannot be reached: \(error)")
        }
    }

    /// What a server's refusal means at the command line.
    static func exitStatus(of status: Int) -> ExitStatus {
        switch status {
        case 400, 409, 413, 415: .usage
        case 401, 403: .notPermitted
        case 404, 410: .notFound
        case 503: .temporary
        default: .unavailable
        }
    }

    private struct Refusal: Decodable {
        let error: String
    }
}

extension String {
    func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
