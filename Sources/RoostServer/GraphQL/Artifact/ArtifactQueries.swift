import RoostCatalog
import RoostGraphQL

enum ArtifactQueries {
    static func types() -> [any TypeDeclaration] {
        [
            Object<ClientIDMapping>("ClientIDMapping", "What a client's own id means here.") {
                Field("serverID", "ID!", .parent) { mapping, _, _ in mapping.artifact.globalID.text }
            }
        ]
    }

    @QueryFields static var queries: [QueryField] {
        Field("artifact", "Artifact", arguments: ["id: ID!"], .lookup) { _, arguments, context in
            let id = try arguments.string("id")
            return try await context.read { access in try access.artifact(globalID: id).map(ArtifactNode.init) }
        }
        Field("artifactCollection", "ArtifactCollection", arguments: ["id: ID!"], .lookup) { _, arguments, context in
            let id = try arguments.string("id")
            return try await context.read { access in try access.collection(globalID: id).map(CollectionNode.init) }
        }
        Field("clientIDMapping", "ClientIDMapping", arguments: ["clientID: ID!"], .lookup) { _, arguments, context in
            let id = try arguments.string("clientID")
            return try await context.read { access in try access.artifact(clientID: id).map(ClientIDMapping.init) }
        }
    }
}

struct ClientIDMapping: GraphQLObject {
    static let graphQLTypeName = "ClientIDMapping"
    let artifact: Artifact
}
