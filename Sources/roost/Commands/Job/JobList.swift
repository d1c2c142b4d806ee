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
            let entity = try await session.entity(reference.entity)
            return try await session.collections(of: "job", entity, reference.project).map(\.cells)
        }
        Listing(columns: ArtifactsQuery.Collection.columns, rows: rows).print(as: listing.form)
    }
}
