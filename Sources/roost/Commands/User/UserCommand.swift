import ArgumentParser

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Add, list, remove and reset users.",
        subcommands: [UserAdd.self, UserList.self, UserRemove.self, UserReset.self, UserLink.self])
}
