import ArgumentParser

struct TeamAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a team.")

    @Argument(help: "Letters, digits, '_', '-' and '.'.")
    var name: String

    @Option(help: "A user who administers it.")
    var admin: String?

    @Option(help: "The organisation that it belongs to.")
    var organization: String?

    @OptionGroup var target: AdminTarget

    func run() async throws {
        try await target.perform(.addTeam(name: name, admin: admin, organization: organization))
    }
}
