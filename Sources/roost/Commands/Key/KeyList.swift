import ArgumentParser

struct KeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List API keys, without the secrets.")

    @Option(help: "Only this user's.")
    var user: String?

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.listKeys(user: user)) }
}
