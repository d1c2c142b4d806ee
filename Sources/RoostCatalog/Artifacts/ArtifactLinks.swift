import FoundationEssentials

extension ArtifactRepository {
    /// Links a committed version into a portfolio, which is created when it is missing; linking it again only adds
    /// the aliases. `latest` moves to the newest link.
    ///
    /// - Parameters:
    ///   - project: the row of the portfolio's project.
    ///   - portfolio: its name.
    public func link(
        _ artifact: Int64, project: Int64, portfolio: String, aliases: [String] = []
    ) throws -> ArtifactMembership {
        let version = try get(artifact)
        guard version.state == .committed else {
            throw CatalogError.conflict("artifact \"\(version.sequenceName)\" is not committed")
        }
        let type = try ensureType(project: project, name: version.typeName)
        let collection = try ensureCollection(project: project, type: type, name: portfolio, kind: .portfolio)
        if try membership(collection: collection.id, artifact: artifact) == nil {
            let index = try session.int(
                """
                UPDATE artifact_collection SET next_index = next_index + 1, updated_at = $2 WHERE id = $1
                RETURNING next_index - 1
                """,
                [.int(collection.id), SQLValue(transaction.now)])
            try session.execute(
                """
                INSERT INTO artifact_member (collection_id, artifact_id, version_index, created_at)
                VALUES ($1, $2, $3, $4)
                """,
                [.int(collection.id), .int(artifact), SQLValue(index), SQLValue(transaction.now)])
            try addAliases(artifact, in: collection.id, ["latest"])
        }
        try addAliases(artifact, in: collection.id, aliases.filter { !Self.isVersionAlias($0) })
        guard let membership = try membership(collection: collection.id, artifact: artifact) else {
            throw CatalogError.notFound(kind: "artifact in the collection", name: "\(artifact)")
        }
        return membership
    }

    /// Takes a version out of a portfolio.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` when the collection is no portfolio.
    public func unlink(_ artifact: Int64, from collection: Int64) throws {
        let portfolio = try getCollection(collection)
        guard portfolio.kind == .portfolio else {
            throw CatalogError.invalid(field: "artifactPortfolioID", value: portfolio.name, expected: "a portfolio")
        }
        guard let membership = try membership(collection: collection, artifact: artifact) else {
            throw CatalogError.notFound(kind: "artifact in the collection", name: "\(artifact)")
        }
        try remove(membership)
    }

    /// Ends a version's place in a collection; `latest` falls back to the newest version that is left.
    func remove(_ membership: ArtifactMembership) throws {
        let hadLatest = try aliases(of: membership).contains { $0.alias == "latest" }
        try session.execute("DELETE FROM artifact_alias WHERE member_id = $1", [.int(membership.id)])
        try session.execute("DELETE FROM artifact_member WHERE id = $1", [.int(membership.id)])
        guard hadLatest, let newest = try latest(collection: membership.collection.id) else { return }
        try addAliases(newest.id, in: membership.collection.id, ["latest"])
    }
}
