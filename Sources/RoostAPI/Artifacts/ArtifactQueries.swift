import RoostJSON

/// Looks a version up by name.
struct ArtifactByName: GraphQLOperation {
    let artifact: ArtifactName

    static let name = "ArtifactByName"
    static let document = """
        query ArtifactByName($entityName: String!, $projectName: String!, $name: String!) { \
        project(name: $projectName, entityName: $entityName) { artifact(name: $name) \(RemoteArtifact.selection) } }
        """

    var variables: JSONObject {
        [
            "entityName": .string(artifact.entity), "projectName": .string(artifact.project),
            "name": .string(artifact.nameInProject),
        ]
    }

    func answer(from data: AnswerReader) throws(APIError) -> RemoteArtifact? {
        guard let node = data["project"]?["artifact"] else { return nil }
        return try RemoteArtifact(node)
    }
}

/// Looks a version up by the server's id.
struct ArtifactByID: GraphQLOperation {
    let id: String

    static let name = "ArtifactByID"
    static let document = "query ArtifactByID($id: ID!) { artifact(id: $id) \(RemoteArtifact.selection) }"

    var variables: JSONObject { ["id": .string(id)] }

    func answer(from data: AnswerReader) throws(APIError) -> RemoteArtifact? {
        guard let node = data["artifact"] else { return nil }
        return try RemoteArtifact(node)
    }
}

/// Asks where the files of a version are read, a page at a time.
struct ArtifactFileAddresses: GraphQLOperation {
    struct Page: Sendable {
        /// Names and addresses, which authorise themselves.
        var files: [(name: String, url: String)]
        /// Where the next page begins; `nil` after the last.
        var cursor: String?
    }

    let id: String
    /// All when empty.
    var names: [String] = []
    var cursor: String?

    static let name = "ArtifactFileURLs"
    static let document = """
        query ArtifactFileURLs($id: ID!, $names: [String!], $cursor: String, $perPage: Int) { artifact(id: $id) { \
        files(names: $names, after: $cursor, first: $perPage) { pageInfo { hasNextPage endCursor } \
        edges { node { name directUrl } } } } }
        """

    var variables: JSONObject {
        [
            "id": .string(id), "names": names.isEmpty ? .null : .array(names.map(JSON.string)),
            "cursor": cursor.map(JSON.string) ?? .null, "perPage": .int(Int64(APILimits.artifactFilesPerPage)),
        ]
    }

    func answer(from data: AnswerReader) throws(APIError) -> Page {
        let files = try (try data.required("artifact")).required("files")
        var page = Page(files: [], cursor: nil)
        for edge in files["edges"]?.elements ?? [] {
            let node = try edge.required("node")
            // A reference has no content here.
            guard let url = node["directUrl"]?.value.stringValue, !url.isEmpty else { continue }
            page.files.append((try node.string("name"), url))
        }
        if files["pageInfo"]?["hasNextPage"]?.value.boolValue == true {
            page.cursor = try (try files.required("pageInfo")).string("endCursor")
        }
        return page
    }
}

/// Asks for the server's id of an artifact that a client made.
package struct ClientIDMapping: GraphQLOperation {
    let clientID: String

    package init(clientID: String) { self.clientID = clientID }

    package static let name = "ClientIDMapping"
    package static let document = """
        query ClientIDMapping($clientID: ID!) { clientIDMapping(clientID: $clientID) { serverID } }
        """

    package var variables: JSONObject { ["clientID": .string(clientID)] }

    package func answer(from data: AnswerReader) throws(APIError) -> String? {
        data["clientIDMapping"]?["serverID"]?.value.stringValue
    }
}
