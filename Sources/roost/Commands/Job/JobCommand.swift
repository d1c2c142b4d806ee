import ArgumentParser

struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Make, list and show jobs: what can be launched.",
        subcommands: [JobCreate.self, JobList.self, JobShow.self])
}
