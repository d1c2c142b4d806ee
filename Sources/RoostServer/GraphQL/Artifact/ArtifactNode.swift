import RoostCatalog
import RoostGraphQL

/// A version that the caller may see.
struct ArtifactNode: GraphQLObject, ConnectionKind {
    typealias Node = ArtifactNode
    static let graphQLTypeName = "Artifact"
    static let connectionName = "Artifact"

    let artifact: Artifact

    static func types() -> [any TypeDeclaration] {
        [
            Object<ArtifactNode>("Artifact", "A version.", fields: head + times + places + lineage + contents),
            EnumType("ArtifactState", of: Artifact.State.self),
            EnumType("ArtifactDigestAlgorithm", values: ["MANIFEST_MD5", "MANIFEST_XXH128"]),
            UnionType("ArtifactCreator", of: ["Run", "User"]),
        ] + Connection<ArtifactNode>.types(node: "Artifact")
            + Connection<VersionedArtifact>.types(node: "Artifact!") + [InputArtifacts.type()]
    }

    @FieldsBuilder<ArtifactNode, QueryContext> private static var head: [Field<ArtifactNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.artifact.globalID.text }
        Field("state", "ArtifactState!", .parent) { node, _, _ in node.artifact.state.rawValue }
        Field("versionIndex", "Int", .parent, "Its number in its sequence; null until it is committed.") { node, _, _ in
            node.artifact.versionIndex
        }
        Field("digest", "String!", .parent) { node, _, _ in node.artifact.digest }
        Field("digestAlgorithm", "ArtifactDigestAlgorithm", .parent) { node, _, _ in node.artifact.digestAlgorithm }
        Field("description", "String", .parent) { node, _, _ in node.artifact.description }
        Field("metadata", "JSONString", .parent) { node, _, _ in node.artifact.metadata }
        Field("size", "Int64!", .parent, "Bytes of all entries.") { node, _, _ in node.artifact.size }
        Field("fileCount", "Int64!", .parent) { node, _, _ in node.artifact.fileCount }
        Field("commitHash", "String", .parent) { node, _, _ in node.artifact.commitHash }
        Field("historyStep", "Int64", .parent) { node, _, _ in node.artifact.historyStep }
        Field("tags", "[Tag!]!", .parent) { node, _, context in
            let id = node.artifact.id
            return try await context.read { access in try access.tx.artifacts.tags(id).map(TagNode.init) }
        }
    }

    @FieldsBuilder<ArtifactNode, QueryContext> private static var times: [Field<ArtifactNode, QueryContext>] {
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.artifact.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.artifact.updatedAt.wire }
        Field("ttlDurationSeconds", "Int64!", .parent, "How long it is kept; -2 for ever.") { node, _, _ in
            node.artifact.ttlSeconds.flatMap { $0 > 0 ? $0 : nil } ?? -2
        }
        Field("ttlIsInherited", "Boolean!", .parent) { node, _, _ in node.artifact.ttlSeconds ?? -1 == -1 }
    }

    @FieldsBuilder<ArtifactNode, QueryContext> private static var places: [Field<ArtifactNode, QueryContext>] {
        Field("artifactSequence", "ArtifactSequence!", .parent) { node, _, context in
            let id = node.artifact.sequenceID
            return try await context.read { access in
                try access.tx.artifacts.collection(id: id).map(SequenceNode.init)
            }
        }
        Field("artifactType", "ArtifactType!", .parent) { node, _, context in
            let id = node.artifact.typeID
            return try await context.read { access in
                try access.tx.artifacts.type(id: id).map(ArtifactTypeNode.init)
            }
        }
        Field("aliases", "[ArtifactAlias!]!", .parent, "In its sequence and in the portfolios that link it.") {
            node, _, context in
            let artifact = node.artifact
            return try await context.read { access in
                try access.memberships(of: artifact).flatMap { try AliasNode.all(of: $0, access) }
            }
        }
        Field("artifactMemberships", "ArtifactCollectionMembershipConnection!", .parent) { node, _, context in
            let artifact = node.artifact
            let found = try await context.read { access in try access.memberships(of: artifact) }
            return Connection<MembershipNode>(all: found.map { MembershipNode(membership: $0, artifact: artifact) })
        }
    }
}
