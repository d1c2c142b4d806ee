import RoostCatalog
import RoostGraphQL

/// One cut of a run's own history.
struct RunRewindNode: GraphQLObject {
    static let graphQLTypeName = "RunRewind"
    let rewind: RunRewind

    static func type() -> Object<RunRewindNode> {
        Object("RunRewind") {
            Field("step", "Int64!", .parent, "The last step that stayed.") { node, _, _ in node.rewind.step }
            Field("at", "DateTime!", .parent) { node, _, _ in node.rewind.at.wire }
        }
    }
}

/// Where a run leaves the one that it was forked from.
struct RunOriginNode: GraphQLObject {
    static let graphQLTypeName = "RunOrigin"
    let point: BranchPoint

    static func type() -> Object<RunOriginNode> {
        Object("RunOrigin") {
            Field("run", "String!", .parent, "The id of the other run, in the same project.") { node, _, _ in
                node.point.run
            }
            Field("step", "Int64!", .parent, "The last step that was taken over.") { node, _, _ in node.point.step }
        }
    }
}

extension RunNode {
    private static let most = 100

    /// What a run's history went through.
    @FieldsBuilder<RunNode, QueryContext> static var lineage: [Field<RunNode, QueryContext>] {
        Field("origin", "RunOrigin", .parent, "What the run was forked from.") { node, _, _ in
            // A run that was rewound branches off itself.
            node.run.branchPoint.flatMap { $0.run == node.run.name ? nil : RunOriginNode(point: $0) }
        }
        Field("rewinds", "[RunRewind!]!", .parent, "The newest \(most), oldest first.") { node, _, context in
            let id = node.run.id
            return try await context.read { access in
                try access.tx.runs.rewinds(id, limit: most).map(RunRewindNode.init)
            }
        }
        Field("forks", "[Run!]!", .parent, "The runs that branch off this one, oldest first; at most \(most).", cost: 5)
        {
            node, _, context in
            let run = node.run
            return try await context.read { access in
                try access.tx.runs.forks(of: run, limit: most).filter(access.maySee).map { RunNode(run: $0) }
            }
        }
    }
}
