import ArgumentParser

struct TeamList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all teams.")

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.listTeams) }
}
