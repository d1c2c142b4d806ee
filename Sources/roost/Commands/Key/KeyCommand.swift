import ArgumentParser

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Add, list and remove API keys.",
        subcommands: [KeyAdd.self, KeyList.self, KeyRemove.self])
}
