import ArgumentParser
import RoostServer

@main
struct RoostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "An open, self-hosted experiment tracker.",
        version: RoostServer.version,
        groupedSubcommands: [
            CommandGroup(
                name: "Settings",
                subcommands: [
                    LoginCommand.self, InitCommand.self, StatusCommand.self, OfflineCommand.self, OnlineCommand.self,
                    DisabledCommand.self, EnabledCommand.self, DoctorCommand.self,
                ]),
            CommandGroup(
                name: "Runs",
                subcommands: [
                    ExecuteCommand.self, SyncCommand.self, RunsCommand.self, PullCommand.self, CleanCommand.self,
                    ArtifactCommand.self,
                ]),
            CommandGroup(
                name: "Server",
                subcommands: [
                    ServerCommand.self, UserCommand.self, KeyCommand.self, TeamCommand.self, OrganizationCommand.self,
                ]),
            CommandGroup(
                name: "Launch",
                subcommands: [
                    JobCommand.self, LaunchCommand.self, LaunchAddCommand.self, LaunchAgentCommand.self,
                    QueueCommand.self, LaunchJobCommand.self,
                ]),
            CommandGroup(name: "Help", subcommands: [ManualCommand.self]),
        ])
}
