import RoostAPI
import RoostJSON

/// A file of a run, as its server lists it.
struct RemoteFile: Sendable, Hashable {
    /// The path below the run's files.
    var name: String
    var size: Int64
    /// In Base64; `nil` when the server does not know it.
    var md5: String?
    /// Where it is downloaded.
    var address: String
}

/// Asks for a page of a run's files.
struct RunFilesQuery: GraphQLOperation {
    private static let pageFiles: Int64 = 500

    var path: RunPath
    var cursor: String?

    init(path: RunPath) { self.path = path }

    struct Page: Sendable {
        var files: [RemoteFile]
        /// The cursor of the next page; `nil` after the last.
        var next: String?
    }

    static let name = "RunFiles"
    static let document = """
        query RunFiles($project: String!, $entity: String!, $name: String!, $cursor: String, $limit: Int!) { \
        project(name: $project, entityName: $entity) { run(name: $name) { files(names: [], after: $cursor, first: $limit) { \
        edges { node { name sizeBytes md5 url } cursor } pageInfo { endCursor hasNextPage } } } } }
        """

    var variables: JSONObject {
        [
            "project": .string(path.project), "entity": .string(path.entity), "name": .string(path.run),
            "cursor": JSON(cursor), "limit": .int(Self.pageFiles),
        ]
    }

    /// `nil` when there is no such run.
    func answer(from data: AnswerReader) throws(APIError) -> Page? {
        guard let files = data["project"]?["run"]?["files"] else { return nil }
        let edges = files["edges"]?.elements ?? []
        var page = Page(files: [], next: nil)
        for edge in edges {
            let node = try edge.required("node")
            // A file that is announced but not uploaded has no address.
            guard let address = node["url"]?.value.stringValue else { continue }
            page.files.append(
                RemoteFile(
                    name: try node.string("name"), size: node["sizeBytes"]?.value.intValue ?? 0,
                    md5: node["md5"]?.value.stringValue, address: address))
        }
        if files["pageInfo"]?["hasNextPage"]?.value.boolValue == true, !edges.isEmpty {
            page.next = edges.last?["cursor"]?.value.stringValue
        }
        return page
    }
}
