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

    /// Carries out a command and prints its answer.
    func perform(_ command: AdminCommand, quietColumn: String? = nil) async throws {
        let reply = try await reply(to: command)
        if let quietColumn, let index = reply.columns.firstIndex(of: quietColumn) {
            for row in reply.rows { print(row[index]) }
        } else {
            TablePrinter(reply).print(asJSON: json)
        }
    }

    private func reply(to command: AdminCommand) async throws -> AdminReply {
        guard let server else {
            let directory = try DataDirectory(path: data ?? ServerConfiguration.defaultDataDirectory)
            let catalog = try await Catalog.open(sqlite: directory.catalogFile)
            return try await Administration(catalog: catalog).perform(command)
        }
        guard let key = apiKey ?? ProcessInfo.processInfo.environment["WANDB_API_KEY"] else {
            throw ValidationError("--server needs an API key: give --api-key or set WANDB_API_KEY")
        }
        var request = HTTPClientRequest(url: server.trimmingSuffix("/") + "/api/v1/admin")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(try JSONEncoder().encode(command))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = Data(buffer: try await response.body.collect(upTo: 16 << 20))
        guard response.status == .ok else {
            let reason = (try? JSONDecoder().decode(Refusal.self, from: body))?.error
            throw ValidationError("\(server): \(reason ?? "answered \(response.status.code)")")
        }
        return try JSONDecoder().decode(AdminReply.self, from: body)
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
