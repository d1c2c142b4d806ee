import ArgumentParser

struct KeyRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Revoke an API key.")

    @Argument(help: "The key's id, from 'roost key list'.")
    var id: Int64

    @OptionGroup var target: AdminTarget

    func run() async throws { try await target.perform(.removeKey(id: id)) }
}
