import ArgumentParser

struct UserLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Make a sign-in link that works once, within an hour.")

    @Argument(help: "The user's name.")
    var name: String

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.addSignInLink(user: name)) }
}
