import RoostCatalog
import RoostGraphQL

extension ProjectNode {
    /// A project's artifacts by type, collection and version.
    @FieldsBuilder<ProjectNode, QueryContext> static var artifacts: [Field<ProjectNode, QueryContext>] {
        Field(
            "artifact", "Artifact", arguments: ["name: String!", "enableTracking: Boolean"], .lookup,
            "A version by `collection:alias`, `collection:v3` or `collection` alone (its latest)."
        ) { node, arguments, context in
            try await node.version(arguments.string("name"), context).map { ArtifactNode(artifact: $0.artifact) }
        }
        Field(
            "artifactCollectionMembership", "ArtifactCollectionMembership", arguments: ["name: String!"], .lookup,
            "As `artifact`, with its place in the collection."
        ) { node, arguments, context in
            try await node.version(arguments.string("name"), context)
        }
        Field("artifactCollection", "ArtifactCollection", arguments: ["name: String!"], .lookup) {
            node, arguments, context in
            let (id, name) = (node.project.id, try arguments.string("name"))
            guard !node.showsJobOnly else { return CollectionNode?.none }
            return try await context.read { access in
                try access.tx.artifacts.collection(project: id, name: name).map(CollectionNode.init)
            }
        }
        Field("artifactCollections", "ArtifactCollectionConnection", arguments: CollectionNode.listArguments, .parent) {
            node, arguments, context in
            guard !node.showsJobOnly else { return Connection<CollectionNode>(all: []) }
            return try await CollectionNode.page(ofProject: node.project.id, arguments, context)
        }
        Field("artifactType", "ArtifactType", arguments: ["name: String!"], .lookup) { node, arguments, context in
            let (id, name) = (node.project.id, try arguments.string("name"))
            guard !node.showsJobOnly else { return ArtifactTypeNode?.none }
            return try await context.read { access in
                try access.tx.artifacts.type(project: id, name: name).map(ArtifactTypeNode.init)
            }
        }
        Field(
            "artifactTypes", "ArtifactTypeConnection!",
            arguments: ["includeAll: Boolean", "first: Int = 50", "after: String"], .parent
        ) { node, arguments, context in
            guard !node.showsJobOnly else { return Connection<ArtifactTypeNode>(all: []) }
            return try await ArtifactTypeNode.page(ofProject: node.project.id, arguments, context)
        }
    }

    private func version(_ name: String, _ context: QueryContext) async throws -> MembershipNode? {
        let project = project
        return try await context.read { access in try access.version(name, in: project) }
    }
}
