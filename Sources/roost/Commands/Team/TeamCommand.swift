import ArgumentParser

struct TeamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team",
        abstract: "Add, list and remove teams and their members.",
        subcommands: [
            TeamAdd.self, TeamList.self, TeamRemove.self, TeamMembers.self, TeamAddMember.self, TeamRemoveMember.self,
        ])
}
