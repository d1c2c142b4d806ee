import RoostCatalog
import RoostGraphQL

/// A name by which a version goes in a collection.
struct AliasNode: GraphQLObject, ConnectionKind {
    typealias Node = AliasNode
    static let graphQLTypeName = "ArtifactAlias"
    static let connectionName = "ArtifactAlias"

    let alias: ArtifactAlias
    let collection: ArtifactCollection

    static func types() -> [any TypeDeclaration] {
        [
            Object<AliasNode>("ArtifactAlias") {
                Field("id", "ID!", .parent) { node, _, _ in node.alias.globalID.text }
                Field("alias", "String!", .parent) { node, _, _ in node.alias.alias }
                Field("artifactCollection", "ArtifactCollection", .parent) { node, _, _ in
                    CollectionNode(collection: node.collection)
                }
                Field("artifactCollectionName", "String!", .parent) { node, _, _ in node.collection.name }
            }
        ] + Connection<AliasNode>.types(node: "ArtifactAlias")
    }

    /// The aliases of a version in one collection.
    static func all(of membership: ArtifactMembership, _ access: Access) throws -> [AliasNode] {
        try access.tx.artifacts.aliases(of: membership).map {
            AliasNode(alias: $0, collection: membership.collection)
        }
    }
}
