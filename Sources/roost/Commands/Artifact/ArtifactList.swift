import ArgumentParser
import RoostAPI
import RoostJSON

struct ArtifactList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the artifacts of a project, with the newest version of each.")

    @Argument(help: "ENTITY/PROJECT, PROJECT or the address of its page; by default the project of this folder.")
    var project: String?

    @Option(name: .shortAndLong, help: "Only artifacts of this type.")
    var type: String?

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let rows = try await ClientSession.with(server) { session in
            let reference = try ProjectReference(project, settings: session.settings)
            let entity = try await session.entity(reference.entity)
            guard
                let types = try await session.send(ArtifactTypesQuery(entity: entity, project: reference.project))
            else { throw CommandFailure.noProject(entity, reference.project) }
            var rows: [[JSON]] = []
            for type in types where self.type == nil || self.type == type {
                rows += try await session.collections(of: type, entity, reference.project).map { collection in
                    [.string(type)] + collection.cells
                }
            }
            return rows
        }
        Listing(columns: ["type"] + ArtifactsQuery.Collection.columns, rows: rows).print(as: listing.form)
    }
}

/// Asks for the types of a project's artifacts.
struct ArtifactTypesQuery: GraphQLOperation {
    let entity: String
    let project: String

    static let name = "ProjectArtifactTypes"
    static let document = """
        query ProjectArtifactTypes($entity: String!, $project: String!) { \
        project(name: $project, entityName: $entity) { artifactTypes(first: 100) { edges { node { name } } } } }
        """

    var variables: JSONObject { ["entity": .string(entity), "project": .string(project)] }

    /// `nil` when there is no such project.
    func answer(from data: AnswerReader) throws(APIError) -> [String]? {
        guard let project = data["project"] else { return nil }
        return (project["artifactTypes"]?["edges"]?.elements ?? []).compactMap {
            $0["node"]?["name"]?.value.stringValue
        }
    }
}

extension ClientSession {
    /// All collections of one type.
    ///
    /// - Throws: ``CommandFailure`` when there is no such project.
    func collections(
        of type: String, _ entity: String, _ project: String
    ) async throws -> [ArtifactsQuery.Collection] {
        var query = ArtifactsQuery(entity: entity, project: project, type: type)
        var collections: [ArtifactsQuery.Collection] = []
        while true {
            guard let page = try await send(query) else { throw CommandFailure.noProject(entity, project) }
            collections += page.collections
            guard let next = page.next else { return collections }
            query.cursor = next
        }
    }
}

extension ArtifactsQuery.Collection {
    static let columns = ["name", "version", "versions", "aliases", "created"]

    var cells: [JSON] {
        [
            .string(name), version.map(JSON.string) ?? .null, .int(versions), .array(aliases.map(JSON.string)),
            createdAt.map(JSON.string) ?? .null,
        ]
    }
}
