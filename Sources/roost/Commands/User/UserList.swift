import ArgumentParser

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all users.")

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.listUsers) }
}
