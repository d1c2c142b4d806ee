import RoostGraphQL

/// The whole schema, put together from the domain types.
enum RoostSchema {
    /// - Throws: `SchemaError` when the declarations do not fit together, which is a fault of this code.
    static func make() throws -> Schema<QueryContext> {
        try Schema(
            query: Object<Root>(
                "Query",
                fields: ServerInfoNode.queries + IdentityQueries.queries + ProjectQueries.queries
                    + ArtifactQueries.queries + LaunchQueries.queries + ServerStatus.queries + ViewNode.queries
                    + CustomChartNode.queries),
            mutation: Object<Root>(
                "Mutation",
                fields: UpsertRun.mutations + RunMutations.mutations + FileMutations.mutations
                    + ProjectMutations.mutations + IdentityMutations.mutations + ArtifactMutations.mutations
                    + AccountMutations.mutations + LaunchTypes.mutations + UpsertSweep.mutations
                    + ViewMutations.mutations + MoveRuns.mutations + CustomChartNode.mutations),
            types: types)
    }

    private static var types: [any TypeDeclaration] {
        var types: [any TypeDeclaration] = Scalars.types()
        types += [PageInfo.type(), RunNode.type(), ParquetHistory.type(), LogLine.type(), FileNode.type()]
        types.append(ProjectNode.type())
        types += ServerInfoNode.types() + RunInfo.types() + UserNode.types() + EntityNode.types()
        types += AccountMutations.types() + ServerStatus.types() + RunAlertNode.types()
        types += LaunchTypes.types() + SweepNode.types() + UpsertSweep.types()
        types += ViewNode.types() + ViewMutations.types()
        types +=
            RunGroupNode.types() + MoveRuns.types() + CustomChartNode.types() + [
                RunRewindNode.type(), RunOriginNode.type(),
            ]
        types += UpsertRun.types() + RunMutations.types() + FileMutations.types() + ProjectMutations.types()
        types += IdentityMutations.types() + ArtifactTypes.types() + ArtifactMutations.types()
        types += Connection<RunNode>.types(node: "Run!") + Connection<FileNode>.types(node: "File!")
        types += Connection<ProjectNode>.types(node: "Project!") + Connection<LogLine>.types(node: "LogLine!")
        return types
    }
}
