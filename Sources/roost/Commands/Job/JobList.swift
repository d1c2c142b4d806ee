import ArgumentParser
import RoostAPI
import RoostJSON

struct JobList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the jobs of a project, the newest version of each first.")

    @Argument(help: "ENTITY/PROJECT, PROJECT or the address of its page; by default the project of this folder.")
    var project: String?

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let rows = try await ClientSession.with(server) { session in
            let reference = try ProjectReference(project, settings: session.settings)
            let entity = if let entity = reference.entity { entity } else { try await session.defaultEntity() }
            var query = ArtifactsQuery(entity: entity, project: reference.project, type: "job")
            var rows: [[JSON]] = []
            while true {
                guard let page = try await session.send(query) else {
                    throw CommandFailure.noProject(entity, reference.project)
                }
                rows += page.collections.map { collection in
                    [
                        .string(collection.name), collection.version.map(JSON.string) ?? .null,
                        .int(collection.versions), .array(collection.aliases.map(JSON.string)),
                        collection.createdAt.map(JSON.string) ?? .null,
                    ]
                }
                guard let next = page.next else { return rows }
                query.cursor = next
            }
        }
        Listing(columns: ["name", "version", "versions", "aliases", "created"], rows: rows).print(as: listing.form)
    }
}
