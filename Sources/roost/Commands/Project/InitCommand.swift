import ArgumentParser
import Foundation
import Roost
import RoostAPI

struct InitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Choose the project that runs of this folder belong to.",
        discussion: """
            Writes wandb/settings, which the Python client reads too. Without options it asks the server who you are, \
            and you for the names.
            """)

    @Option(name: .shortAndLong, help: "The project.")
    var project: String?

    @Option(name: .shortAndLong, help: "The user or team that the project belongs to.")
    var entity: String?

    @Option(name: .shortAndLong, help: "online, offline or disabled.")
    var mode: RunMode?

    @Flag(help: "Forget the project, entity and mode that were chosen before.")
    var reset = false

    @OptionGroup var server: ServerOptions

    func perform() async throws {
        var workspace = try Workspace()
        if reset { for name in ["project", "entity", "mode"] { workspace[name] = nil } }
        if let host = server.host { workspace["base_url"] = try Endpoint(host).description }
        if let project { workspace["project"] = project }
        if let entity { workspace["entity"] = entity }
        if let mode { workspace["mode"] = mode.rawValue }
        if !reset, project == nil, entity == nil, mode == nil {
            guard Terminal.isInteractive else {
                throw CommandFailure(
                    .usage, "There is no terminal on which the project could be asked for. Name it with --project.")
            }
            try await ask(&workspace)
        }
        try workspace.save()
        print("Written to \(workspace.path).")
    }

    private func ask(_ workspace: inout Workspace) async throws {
        let (server, choices) = try await ClientSession.with(server) { session in
            guard let viewer = try await session.send(ViewerQuery()) else {
                throw CommandFailure.unknownKey(session.endpoint)
            }
            let own = [viewer.entity, viewer.username].compactMap { $0 }
            return (session.endpoint.description, own + viewer.teams.filter { !own.contains($0) })
        }
        if choices.count > 1 {
            Terminal.standardError("You may use \(Set(choices).sorted().joined(separator: ", ")).")
        }
        let folder = URL(filePath: FileManager.default.currentDirectoryPath).lastPathComponent
        guard let entity = Terminal.ask("User or team", default: workspace["entity"] ?? choices.first),
            let project = Terminal.ask("Project", default: workspace["project"] ?? folder)
        else { throw CommandFailure(.usage, "No project was named.") }
        workspace["entity"] = entity
        workspace["project"] = project
        workspace["base_url"] = server
    }
}

extension RunMode: ExpressibleByArgument {}
