import ArgumentParser

struct OrganizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "org",
        abstract: "Add, list and remove organisations, which hold teams.",
        subcommands: [OrganizationAdd.self, OrganizationList.self, OrganizationRemove.self, OrganizationAddMember.self])
}

struct OrganizationAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add an organisation.")

    @Argument(help: "Letters, digits, '_', '-' and '.'.")
    var name: String

    @Option(help: "A user who administers it.")
    var admin: String?

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.addOrganization(name: name, admin: admin)) }
}

struct OrganizationList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all organisations.")

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.listOrganizations) }
}

struct OrganizationRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove an organisation. Its teams stay.")

    @Argument(help: "The organisation's name.")
    var name: String

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.removeOrganization(name: name)) }
}

struct OrganizationAddMember: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-member", abstract: "Add a user to an organisation, or change the role.")

    @Argument(help: "The organisation's name.")
    var organization: String

    @Argument(help: "The user's name.")
    var user: String

    @Option(help: "admin, member or viewer.")
    var role = "member"

    @OptionGroup var target: AdminTarget

    func run() async throws {
        try await target.perform(.addMember(team: organization, user: user, role: role))
    }
}
