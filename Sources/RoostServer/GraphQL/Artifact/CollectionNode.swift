import RoostCatalog
import RoostGraphQL

/// A sequence or a portfolio where either may stand: it answers as the one that it is.
struct CollectionNode: GraphQLObject, ConnectionKind {
    typealias Node = CollectionNode
    static let graphQLTypeName = "ArtifactCollection"
    static let connectionName = "ArtifactCollection"

    let collection: ArtifactCollection

    var resolved: Resolved {
        switch collection.kind {
        case .sequence: .object(SequenceNode(collection: collection))
        case .portfolio: .object(PortfolioNode(collection: collection))
        }
    }

    static func types() -> [any TypeDeclaration] {
        [
            InterfaceType(
                "ArtifactCollection", "A named series of versions.",
                fields: [
                    "id: ID!", "name: String!", "description: String", "state: ArtifactCollectionState!",
                    "createdAt: DateTime!", "updatedAt: DateTime", "project: Project", "tags: TagConnection!",
                    "defaultArtifactType: ArtifactType!",
                    "aliases(\(aliasesArguments.joined(separator: " "))): ArtifactAliasConnection!",
                    "artifactMembership(aliasName: String!): ArtifactCollectionMembership",
                    "artifacts(\(CollectionVersions.arguments.joined(separator: " "))): VersionedArtifactConnection!",
                ]),
            Object<SequenceNode>("ArtifactSequence", "Where versions are logged.", implements: ["ArtifactCollection"]) {
                SequenceNode.head
                SequenceNode.contents
                Field("latestArtifact", "Artifact", .parent, "The newest committed version.") { node, _, context in
                    try await node.latest(context).map(ArtifactNode.init)
                }
                Field("digestAlgorithm", "ArtifactDigestAlgorithm", .parent) { node, _, context in
                    try await node.latest(context)?.digestAlgorithm ?? "MANIFEST_MD5"
                }
            },
            Object<PortfolioNode>(
                "ArtifactPortfolio", "Where versions of sequences are linked.", implements: ["ArtifactCollection"],
                fields: PortfolioNode.head + PortfolioNode.contents),
            EnumType("ArtifactCollectionState", of: ArtifactCollection.State.self),
            EnumType("ArtifactCollectionType", of: ArtifactCollection.Kind.self),
        ] + Connection<CollectionNode>.types(node: "ArtifactCollection")
    }

    static let aliasesArguments = ["after: String", "first: Int = 1000"]
    static let listArguments = ["after: String", "filters: JSONString", "first: Int = 50", "order: String"]

    /// The collections of a project, newest first; of one type or one kind, if asked for.
    static func page(
        ofProject id: Int64, type: Int64? = nil, kind: ArtifactCollection.Kind? = nil, _ arguments: Arguments,
        _ context: QueryContext
    ) async throws -> Connection<CollectionNode> {
        let request = try arguments.page()
        try refuseChoice(arguments)
        let page = try await context.read { access in
            try access.tx.artifacts.collections(project: id, type: type, kind: kind, request)
        }
        return Connection(
            page,
            totalCount: { context in
                try await context.read { access in
                    try access.tx.artifacts.collectionCount(project: id, type: type, kind: kind)
                }
            },
            node: CollectionNode.init)
    }

    /// Clients filter and sort collections only where a server announces that it can; a request that does so all the
    /// same must not be answered with the whole list.
    private static func refuseChoice(_ arguments: Arguments) throws {
        if let filters = arguments.optionalString("filters"), !["", "{}", "null"].contains(filters) {
            throw ServerError.invalid(field: "filters", value: filters, expected: "none: collections are not filtered")
        }
        if let order = arguments.optionalString("order"), !order.isEmpty {
            throw ServerError.invalid(field: "order", value: order, expected: "none: the newest collection is first")
        }
    }
}

/// A collection of known kind that the caller may see.
protocol CollectionObject: GraphQLObject {
    var collection: ArtifactCollection { get }
}

struct SequenceNode: CollectionObject {
    static let graphQLTypeName = "ArtifactSequence"
    let collection: ArtifactCollection

    fileprivate func latest(_ context: QueryContext) async throws -> Artifact? {
        let id = collection.id
        return try await context.read { access in try access.tx.artifacts.latest(collection: id) }
    }
}

struct PortfolioNode: CollectionObject {
    static let graphQLTypeName = "ArtifactPortfolio"
    let collection: ArtifactCollection
}

extension CollectionObject {
    @FieldsBuilder<Self, QueryContext> static var head: [Field<Self, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.collection.globalID.text }
        Field("name", "String!", .parent) { node, _, _ in node.collection.name }
        Field("description", "String", .parent) { node, _, _ in node.collection.description }
        Field("state", "ArtifactCollectionState!", .parent) { node, _, _ in node.collection.state.rawValue }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.collection.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.collection.updatedAt.wire }
        Field("project", "Project", .parent) { node, _, context in
            let id = node.collection.projectID
            return try await context.read { access in try access.project(id: id).map { ProjectNode(project: $0) } }
        }
        Field("tags", "TagConnection!", .parent) { node, _, context in
            let id = node.collection.id
            let tags = try await context.read { access in try access.tx.artifacts.collectionTags(id) }
            return Connection<TagNode>(all: tags.map(TagNode.init))
        }
        Field("defaultArtifactType", "ArtifactType!", .parent) { node, _, context in
            let id = node.collection.typeID
            return try await context.read { access in
                try access.tx.artifacts.type(id: id).map(ArtifactTypeNode.init)
            }
        }
    }

    @FieldsBuilder<Self, QueryContext> static var contents: [Field<Self, QueryContext>] {
        Field(
            "aliases", "ArtifactAliasConnection!", arguments: CollectionNode.aliasesArguments, .parent,
            "Without version numbers, newest first."
        ) { node, arguments, context in
            try await node.aliases(arguments, context)
        }
        Field(
            "artifactMembership", "ArtifactCollectionMembership", arguments: ["aliasName: String!"], .lookup,
            "A version by an alias or its number (`v3`)."
        ) { node, arguments, context in
            let (id, alias) = (node.collection.id, try arguments.string("aliasName"))
            return try await context.read { access in
                try access.tx.artifacts.membership(collection: id, alias: alias).flatMap(access.version(at:))
            }
        }
        Field(
            "artifacts", "VersionedArtifactConnection!", arguments: CollectionVersions.arguments, .parent, cost: 5
        ) { node, arguments, context in
            try await CollectionVersions(collection: node.collection).page(arguments, context)
        }
    }

    private func aliases(_ arguments: Arguments, _ context: QueryContext) async throws -> Connection<AliasNode> {
        // Clients that list collections ask for none.
        if arguments.optionalInt("first") == 0 { return Connection(all: []) }
        let request = try arguments.page(default: 1_000)
        let collection = collection
        let page = try await context.read { access in
            try access.tx.artifacts.aliases(collection: collection.id, request)
        }
        return Connection(page) { AliasNode(alias: $0, collection: collection) }
    }
}
