import ArgumentParser

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List, show and export the runs of a server.",
        subcommands: [RunsList.self, RunsShow.self, RunsExport.self])
}
