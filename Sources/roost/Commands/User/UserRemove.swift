import ArgumentParser

struct UserRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a user, with the personal space and all keys.")

    @Argument(help: "The user's name.")
    var name: String

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.removeUser(name: name)) }
}
