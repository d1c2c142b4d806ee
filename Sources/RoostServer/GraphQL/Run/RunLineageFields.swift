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

extension RunNode {
    private static let most = 100

    /// What a run's history went through.
    @FieldsBuilder<RunNode, QueryContext> static var lineage: [Field<RunNode, QueryContext>] {
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
