import ArgumentParser
import RoostServer

struct KeyAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make an API key. It is shown once and stored as a hash.")

    @Option(help: "Whose key; the first administrator's by default, or your own with --server.")
    var user: String?

    @Option(help: "A name to tell it by.")
    var name = "command line"

    @Option(help: ArgumentHelp("Let it expire after this many days.", valueName: "days"))
    var expires: Int?

    @Flag(help: "Take over a key from standard input instead of making one.")
    var keyStdin = false

    @Flag(help: "Print the key only.")
    var quiet = false

    @OptionGroup var target: AdminTarget

    func run() async throws {
        let secret = keyStdin ? try readSecretFromStandardInput("key") : nil
        try await target.perform(
            .addKey(user: user, name: name, expiresDays: expires, secret: secret), quietColumn: quiet ? "key" : nil)
    }
}
