import ArgumentParser
import RoostServer

@main
struct Roost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "An open, self-hosted experiment tracker.",
        version: RoostServer.version,
        subcommands: [
            ServerCommand.self, UserCommand.self, KeyCommand.self, TeamCommand.self, OrganizationCommand.self,
        ])
}
