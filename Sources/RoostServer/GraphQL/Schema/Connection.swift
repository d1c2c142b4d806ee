import RoostCatalog
import RoostGraphQL

/// What a connection lists and what its GraphQL types are called: `<name>Connection` and `<name>Edge`.
protocol ConnectionKind: Sendable {
    associatedtype Node: GraphQLObject
    static var connectionName: String { get }
}

/// A page of a list.
struct Connection<Kind: ConnectionKind>: GraphQLObject {
    static var graphQLTypeName: String { Kind.connectionName + "Connection" }

    let edges: [Edge<Kind>]
    let pageInfo: PageInfo
    /// Counts the whole list, when a client asks.
    let totalCount: @Sendable (QueryContext) async throws -> Int

    init(
        edges: [Edge<Kind>], pageInfo: PageInfo,
        totalCount: (@Sendable (QueryContext) async throws -> Int)? = nil
    ) {
        let count = edges.count
        self.edges = edges
        self.pageInfo = pageInfo
        self.totalCount = totalCount ?? { _ in count }
    }

    init<Element: Sendable>(
        _ page: Page<Element>, totalCount: (@Sendable (QueryContext) async throws -> Int)? = nil,
        node: (Element) -> Kind.Node
    ) {
        self.init(
            edges: page.edges.map { Edge(node: node($0.node), cursor: $0.cursor) },
            pageInfo: PageInfo(endCursor: page.endCursor, hasNextPage: page.hasNextPage), totalCount: totalCount)
    }

    /// All of a short list on one page.
    init(all nodes: [Kind.Node]) {
        self.init(
            edges: nodes.enumerated().map { Edge(node: $1, cursor: "\($0)") },
            pageInfo: PageInfo(endCursor: nodes.isEmpty ? nil : "\(nodes.count - 1)", hasNextPage: false))
    }

    /// The types `<name>Connection` and `<name>Edge`, with further fields of the connection.
    static func types(
        node: String,
        @FieldsBuilder<Connection<Kind>, QueryContext> further: () -> [Field<Connection, QueryContext>] = { [] }
    ) -> [any TypeDeclaration] {
        [
            Object<Connection>(graphQLTypeName) {
                Field("edges", "[\(Edge<Kind>.graphQLTypeName)!]!", .parent) { page, _, _ in page.edges }
                Field("pageInfo", "PageInfo!", .parent) { page, _, _ in page.pageInfo }
                Field("totalCount", "Int!", .parent) { page, _, context in try await page.totalCount(context) }
                further()
            },
            Object<Edge<Kind>>(Edge<Kind>.graphQLTypeName) {
                Field("node", node, .parent) { edge, _, _ in edge.node }
                Field("cursor", "String!", .parent) { edge, _, _ in edge.cursor }
                Field("version", "String", .parent, "`v` and the version's index, for artifact versions.") {
                    edge, _, _ in
                    edge.version
                }
            },
        ]
    }
}

struct Edge<Kind: ConnectionKind>: GraphQLObject {
    static var graphQLTypeName: String { Kind.connectionName + "Edge" }

    let node: Kind.Node
    let cursor: String
    var version: String?
}

struct PageInfo: GraphQLObject {
    static let graphQLTypeName = "PageInfo"

    var startCursor: String?
    let endCursor: String?
    let hasNextPage: Bool
    var hasPreviousPage = false

    static func type() -> Object<PageInfo> {
        Object("PageInfo") {
            Field("startCursor", "String", .parent) { info, _, _ in info.startCursor }
            Field("endCursor", "String", .parent) { info, _, _ in info.endCursor }
            Field("hasNextPage", "Boolean!", .parent) { info, _, _ in info.hasNextPage }
            Field("hasPreviousPage", "Boolean!", .parent) { info, _, _ in info.hasPreviousPage }
        }
    }
}

extension Arguments {
    /// The page that `first` and `after` ask for.
    func page(default first: Int = 50) throws -> PageRequest {
        let count = optionalInt("first") ?? Int64(first)
        guard count >= 0 else {
            throw ServerError.invalid(field: "first", value: "\(count)", expected: "0 or more")
        }
        return PageRequest(first: Int(min(count, Int64(Limits.page))), after: optionalString("after"))
    }
}
