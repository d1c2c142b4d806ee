import ArgumentParser

struct UserReset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Clear a user's password, end all web sessions and revoke all keys.")

    @Argument(help: "The user's name.")
    var name: String

    @Flag(help: "Read a new password from standard input.")
    var passwordStdin = false

    @OptionGroup var target: AdminTarget

    func run() async throws {
        let password = passwordStdin ? try readSecretFromStandardInput("password") : nil
        try await target.perform(.resetUser(name: name, password: password))
    }
}
