import ArgumentParser
import RoostServer

struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user, with a personal space for projects of the same name.")

    @Argument(help: "Letters, digits, '_', '-' and '.'.")
    var name: String

    @Option(help: "The e-mail address.")
    var email: String?

    @Flag(help: "Make the user an administrator of the server.")
    var admin = false

    @Flag(help: "Read a password from standard input. Without one, sign-in is by link or key.")
    var passwordStdin = false

    @OptionGroup var target: AdminTarget

    func run() async throws {
        let password = passwordStdin ? try readSecretFromStandardInput("password") : nil
        try await target.perform(.addUser(name: name, email: email, isAdmin: admin, password: password))
    }
}

/// Reads one line that must not stand on a command line.
func readSecretFromStandardInput(_ what: String) throws -> String {
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
        throw ValidationError("standard input holds no \(what)")
    }
    return line
}
