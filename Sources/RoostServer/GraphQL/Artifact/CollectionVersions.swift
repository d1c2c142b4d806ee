import RoostCatalog
import RoostGraphQL
import RoostJSON

/// Names the types of a list of versions: `VersionedArtifactConnection` and `VersionedArtifactEdge`.
enum VersionedArtifact: ConnectionKind {
    typealias Node = ArtifactNode
    static let connectionName = "VersionedArtifact"
}

/// The committed versions of a collection.
struct CollectionVersions: Sendable {
    static let arguments = ["after: String", "filters: JSONString", "first: Int = 50", "order: String"]

    let collection: ArtifactCollection

    /// In which order, by the version's number in the collection.
    enum Order: Sendable {
        case newestFirst
        case oldestFirst

        /// - Throws: ``ServerError/invalid(field:value:expected:)`` for any key but the number or the time of a version.
        init(parsing text: String?) throws(ServerError) {
            let text = text ?? ""
            let isDescending = text.isEmpty || text.hasPrefix("-")
            let key = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
            guard text.isEmpty || ["version_index", "versionIndex", "created_at", "createdAt"].contains(key) else {
                throw .invalid(field: "order", value: text, expected: "version_index, +version_index or -version_index")
            }
            self = isDescending ? .newestFirst : .oldestFirst
        }
    }

    func page(_ arguments: Arguments, _ context: QueryContext) async throws -> Connection<VersionedArtifact> {
        try Self.checkFilter(arguments.optionalString("filters"))
        let order = try Order(parsing: arguments.optionalString("order"))
        let request = try arguments.page()
        let id = collection.id
        return try await context.read { access in
            let page =
                switch order {
                case .newestFirst: try access.tx.artifacts.versions(collection: id, request)
                case .oldestFirst: try Self.oldestFirst(of: id, request, access)
                }
            // A portfolio may link versions that not everyone who sees it may see, so a page may hold fewer.
            let visible = try page.edges.filter { try access.project(id: $0.node.artifact.projectID) != nil }
            return Connection(
                edges: visible.map {
                    Edge(
                        node: ArtifactNode(artifact: $0.node.artifact), cursor: $0.cursor,
                        version: $0.node.membership.versionAlias)
                },
                pageInfo: PageInfo(endCursor: page.endCursor, hasNextPage: page.hasNextPage),
                totalCount: { context in
                    try await context.read { access in try access.tx.artifacts.versionCount(collection: id) }
                })
        }
    }

    /// The catalog lists the newest first, so this order reads the list to its end. The cursor is a version's number.
    private static func oldestFirst(
        of collection: Int64, _ request: PageRequest, _ access: Access
    ) throws -> Page<ArtifactVersion> {
        let after = try request.after.map { text in
            guard let index = Int(text) else {
                throw ServerError.invalid(field: "after", value: text, expected: "a cursor of the same list")
            }
            return index
        }
        var found: [ArtifactVersion] = []
        var cursor: String?
        repeat {
            let page = try access.tx.artifacts.versions(
                collection: collection, PageRequest(first: Limits.page, after: cursor))
            found += page.elements.filter { $0.membership.versionIndex > after ?? -1 }
            guard found.count <= Limits.versionsInOrder else {
                throw ServerError.invalid(
                    field: "order", value: "oldest first",
                    expected: "newest first in a collection of more than \(Limits.versionsInOrder) versions")
            }
            cursor = page.hasNextPage ? page.endCursor : nil
        } while cursor != nil
        let edges = found.reversed().prefix(request.first).map {
            PageEdge(node: $0, cursor: "\($0.membership.versionIndex)")
        }
        return Page(edges: edges, hasNextPage: found.count > request.first)
    }

    /// Clients ask for the committed versions, which are all that are listed; they filter by tags themselves.
    private static func checkFilter(_ text: String?) throws {
        guard let text, !text.isEmpty else { return }
        let filter = try? JSON(parsing: text)
        if filter?.isNull == true || filter == .emptyObject || filter == ["state": "COMMITTED"] { return }
        throw ServerError.invalid(field: "filters", value: text, expected: #"{} or {"state": "COMMITTED"}"#)
    }
}
