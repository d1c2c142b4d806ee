import RoostCatalog
import RoostGraphQL

/// What kind of things some collections of a project hold.
struct ArtifactTypeNode: GraphQLObject, ConnectionKind {
    typealias Node = ArtifactTypeNode
    static let graphQLTypeName = "ArtifactType"
    static let connectionName = "ArtifactType"

    let type: ArtifactType

    static func types() -> [any TypeDeclaration] {
        [Object<ArtifactTypeNode>("ArtifactType", fields: head + contents)]
            + Connection<ArtifactTypeNode>.types(node: "ArtifactType")
    }

    @FieldsBuilder<ArtifactTypeNode, QueryContext> private static var head: [Field<ArtifactTypeNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.type.globalID.text }
        Field("name", "String!", .parent) { node, _, _ in node.type.name }
        Field("description", "String", .parent) { node, _, _ in node.type.description }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.type.createdAt.wire }
        Field("project", "Project", .parent) { node, _, context in
            let id = node.type.projectID
            return try await context.read { access in try access.project(id: id).map { ProjectNode(project: $0) } }
        }
    }

    @FieldsBuilder<ArtifactTypeNode, QueryContext> private static var contents: [Field<ArtifactTypeNode, QueryContext>]
    {
        Field("artifact", "Artifact", arguments: ["name: String!"], .lookup, "A version by `collection:alias`.") {
            node, arguments, context in
            let (type, name) = (node.type, try arguments.string("name"))
            return try await context.read { access in
                guard let project = try access.project(id: type.projectID),
                    let version = try access.version(name, in: project),
                    version.membership.collection.typeID == type.id
                else { return ArtifactNode?.none }
                return ArtifactNode(artifact: version.artifact)
            }
        }
        Field("artifactCollection", "ArtifactCollection", arguments: ["name: String!"], .lookup) {
            node, arguments, context in
            try await node.collection(arguments.string("name"), context).map(CollectionNode.init)
        }
        Field(
            "artifactSequence", "ArtifactSequence", arguments: ["name: String!"], .lookup,
            "The legacy name of `artifactCollection`, for sequences."
        ) { node, arguments, context in
            let found = try await node.collection(arguments.string("name"), context)
            return found.flatMap { $0.kind == .sequence ? SequenceNode(collection: $0) : nil }
        }
        Field("artifactCollections", "ArtifactCollectionConnection", arguments: CollectionNode.listArguments, .parent) {
            node, arguments, context in
            try await CollectionNode.page(
                ofProject: node.type.projectID, type: node.type.id, arguments, context)
        }
        Field(
            "artifactSequences", "ArtifactCollectionConnection", arguments: CollectionNode.listArguments, .parent,
            "The legacy name of `artifactCollections`, for sequences."
        ) { node, arguments, context in
            try await CollectionNode.page(
                ofProject: node.type.projectID, type: node.type.id, kind: .sequence, arguments, context)
        }
    }

    private func collection(_ name: String, _ context: QueryContext) async throws -> ArtifactCollection? {
        let type = type
        return try await context.read { access in
            guard let found = try access.tx.artifacts.collection(project: type.projectID, name: name),
                found.typeID == type.id
            else { return nil }
            return found
        }
    }

    /// The types of a project, newest first.
    static func page(
        ofProject id: Int64, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<ArtifactTypeNode> {
        let request = try arguments.page()
        let page = try await context.read { access in try access.tx.artifacts.types(project: id, request) }
        return Connection(page, node: ArtifactTypeNode.init)
    }
}
