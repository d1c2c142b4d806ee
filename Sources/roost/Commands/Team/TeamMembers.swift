import ArgumentParser

struct TeamMembers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "members", abstract: "List the members of a team.")

    @Argument(help: "The team's name.")
    var team: String

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.listMembers(team: team)) }
}

struct TeamAddMember: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-member", abstract: "Add a user to a team, or change the role.")

    @Argument(help: "The team's name.")
    var team: String

    @Argument(help: "The user's name.")
    var user: String

    @Option(help: "admin (may change the team), member (may log and change runs) or viewer (may look).")
    var role = "member"

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.addMember(team: team, user: user, role: role)) }
}

struct TeamRemoveMember: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-member", abstract: "Take a user out of a team.")

    @Argument(help: "The team's name.")
    var team: String

    @Argument(help: "The user's name.")
    var user: String

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.removeMember(team: team, user: user)) }
}
