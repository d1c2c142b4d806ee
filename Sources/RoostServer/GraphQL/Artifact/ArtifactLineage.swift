import RoostCatalog
import RoostGraphQL

extension ArtifactNode {
    /// Who logged a version and which runs use it.
    @FieldsBuilder<ArtifactNode, QueryContext> static var lineage: [Field<ArtifactNode, QueryContext>] {
        Field("createdBy", "ArtifactCreator", .parent, "The run that logged it, otherwise the user.") {
            node, _, context in
            try await node.creator(context)
        }
        Field("usedBy", "RunConnection!", .parent, "The runs that use it, by first use.", cost: 5) {
            node, _, context in
            let id = node.artifact.id
            return try await context.read { access in
                let runs = try access.tx.artifacts.runs(of: id, role: .input).prefix(Limits.page)
                return Connection<RunNode>(
                    all: try runs.compactMap { try access.visibleRun(id: $0).map { RunNode(run: $0) } })
            }
        }
    }

    private func creator(_ context: QueryContext) async throws -> Resolved {
        let artifact = artifact
        return try await context.read { access in
            if let id = artifact.runID, let run = try access.visibleRun(id: id) { return RunNode(run: run).resolved }
            guard let id = artifact.userID else { return .null }
            return try access.tx.users.find(id: id).map(UserNode.init).resolved
        }
    }

    /// The versions that a run logged, oldest first.
    static func outputs(
        of run: Run, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<ArtifactNode> {
        try await artifacts(of: run, .output, arguments, context)
    }

    /// The versions that a run uses, oldest first.
    static func inputs(
        of run: Run, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> InputArtifacts {
        InputArtifacts(page: try await artifacts(of: run, .input, arguments, context))
    }

    private static func artifacts(
        of run: Run, _ role: ArtifactUse.Role, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<ArtifactNode> {
        let request = try arguments.page()
        let id = run.id
        return try await context.read { access in
            let page = try access.tx.artifacts.artifacts(of: id, role: role, request)
            // What a run uses may lie in projects that not everyone who sees the run may see.
            let visible = try page.edges.filter { try access.project(id: $0.node.projectID) != nil }
            return Connection(
                edges: visible.map { Edge(node: ArtifactNode(artifact: $0.node), cursor: $0.cursor) },
                pageInfo: PageInfo(endCursor: page.endCursor, hasNextPage: page.hasNextPage),
                totalCount: { context in
                    try await context.read { access in try access.tx.artifacts.artifactCount(of: id, role: role) }
                })
        }
    }
}

/// What a run uses. Clients insist on a type of its own, whose edges are those of any list of artifacts.
struct InputArtifacts: GraphQLObject {
    static let graphQLTypeName = "InputArtifactConnection"

    let page: Connection<ArtifactNode>

    static func type() -> Object<InputArtifacts> {
        Object("InputArtifactConnection") {
            Field("edges", "[ArtifactEdge!]!", .parent) { list, _, _ in list.page.edges }
            Field("pageInfo", "PageInfo!", .parent) { list, _, _ in list.page.pageInfo }
            Field("totalCount", "Int!", .parent) { list, _, context in try await list.page.totalCount(context) }
        }
    }
}
