import RoostAPI
import RoostJSON

/// Asks for a page of the collections of one type of artifact, with the newest version of each.
struct ArtifactsQuery: GraphQLOperation {
    struct Collection: Sendable, Hashable {
        var name: String
        /// `v3`; `nil` when all versions are deleted.
        var version: String?
        /// The names of the newest version beside that.
        var aliases: [String]
        /// How many versions there are.
        var versions: Int64
        var createdAt: String?
    }

    struct Page: Sendable {
        var collections: [Collection]
        /// The cursor of the next page; `nil` after the last.
        var next: String?
    }

    let entity: String
    let project: String
    let type: String
    var cursor: String?

    static let name = "ProjectArtifactCollections"
    static let document = """
        query ProjectArtifactCollections($entity: String!, $project: String!, $type: String!, $cursor: String) { \
        project(name: $project, entityName: $entity) { artifactType(name: $type) { \
        artifactCollections(first: 100, after: $cursor) { pageInfo { endCursor hasNextPage } edges { node { name \
        artifacts(first: 1) { totalCount edges { node { versionIndex createdAt aliases { alias } } } } } } } } } }
        """

    var variables: JSONObject {
        [
            "entity": .string(entity), "project": .string(project), "type": .string(type),
            "cursor": cursor.map(JSON.string) ?? .null,
        ]
    }

    /// `nil` when there is no such project.
    func answer(from data: AnswerReader) throws(APIError) -> Page? {
        guard let project = data["project"] else { return nil }
        guard let collections = project["artifactType"]?["artifactCollections"] else { return Page(collections: []) }
        var page = Page(collections: [])
        for edge in collections["edges"]?.elements ?? [] {
            let node = try edge.required("node")
            let newest = node["artifacts"]?["edges"]?.elements.first?["node"]
            let version = newest?["versionIndex"]?.value.intValue.map { "v\($0)" }
            page.collections.append(
                Collection(
                    name: try node.string("name"), version: version,
                    aliases: (newest?["aliases"]?.elements ?? []).compactMap { $0["alias"]?.value.stringValue }
                        .filter { $0 != version },
                    versions: node["artifacts"]?["totalCount"]?.value.intValue ?? 0,
                    createdAt: newest?["createdAt"]?.value.stringValue))
        }
        if collections["pageInfo"]?["hasNextPage"]?.value.boolValue == true {
            page.next = collections["pageInfo"]?["endCursor"]?.value.stringValue
        }
        return page
    }
}
