import RoostCatalog
import RoostGraphQL

/// A version's place in a collection. The caller may see both.
struct MembershipNode: GraphQLObject, ConnectionKind {
    typealias Node = MembershipNode
    static let graphQLTypeName = "ArtifactCollectionMembership"
    static let connectionName = "ArtifactCollectionMembership"

    let membership: ArtifactMembership
    let artifact: Artifact

    static func types() -> [any TypeDeclaration] {
        [
            Object<MembershipNode>("ArtifactCollectionMembership") {
                Field("id", "ID!", .parent) { node, _, _ in node.membership.globalID.text }
                Field("versionIndex", "Int", .parent, "The version's number in this collection.") { node, _, _ in
                    node.membership.versionIndex
                }
                Field("createdAt", "DateTime!", .parent) { node, _, _ in node.membership.createdAt.wire }
                Field("aliases", "[ArtifactAlias!]!", .parent) { node, _, context in
                    let membership = node.membership
                    return try await context.read { access in try AliasNode.all(of: membership, access) }
                }
                Field("artifact", "Artifact", .parent) { node, _, _ in ArtifactNode(artifact: node.artifact) }
                Field("artifactCollection", "ArtifactCollection", .parent) { node, _, _ in
                    CollectionNode(collection: node.membership.collection)
                }
                Field("files", "FileConnection", arguments: ArtifactNode.filesArguments, .parent, cost: 5) {
                    node, arguments, context in
                    try await ArtifactNode.files(of: node.artifact, arguments, context)
                }
            }
        ] + Connection<MembershipNode>.types(node: "ArtifactCollectionMembership")
    }
}
