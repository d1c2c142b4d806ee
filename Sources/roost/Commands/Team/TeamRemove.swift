import ArgumentParser

struct TeamRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a team with its projects.")

    @Argument(help: "The team's name.")
    var name: String

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.removeTeam(name: name)) }
}
