import FoundationEssentials

extension ArtifactRepository {
    /// Whether an alias is a version's number, such as `v3`. Such aliases are never stored.
    static func isVersionAlias(_ alias: String) -> Bool {
        alias.utf8.count > 1 && alias.utf8.first == UInt8(ascii: "v")
            && alias.utf8.dropFirst().allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// All aliases of a version, in its sequence and in the portfolios that link it; in each of them first its
    /// number.
    public func aliases(artifact: Int64) throws -> [ArtifactAlias] {
        try memberships(artifact: artifact).flatMap { try aliases(of: $0) }
    }

    /// The aliases of a version in one collection: first its number, then the others by age.
    public func aliases(of membership: ArtifactMembership) throws -> [ArtifactAlias] {
        let version = ArtifactAlias(
            id: nil, membershipID: membership.id, collectionID: membership.collection.id,
            alias: membership.versionAlias)
        return [version] + (try aliases("l.member_id = $1 ORDER BY l.id", [.int(membership.id)]))
    }

    /// The aliases in a collection, newest first, without version numbers.
    public func aliases(
        collection: Int64, _ page: PageRequest = PageRequest()
    ) throws -> Page<ArtifactAlias> {
        let after = try Cursor.ints(page.after, list: "aliases", count: 1, otherwise: .max)
        let found = try aliases(
            "l.collection_id = $1 AND l.id < $2 ORDER BY l.id DESC LIMIT $3",
            [.int(collection), .int(after[0]), .int(Int64(page.first + 1))])
        return Page(found, request: page) { Cursor(list: "aliases", [.int($0.id ?? 0)]) }
    }

    /// Gives a version aliases in a collection where it stands. An alias that another version has there moves.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a version number as an alias;
    ///   ``CatalogError/notFound(kind:name:)`` when the version does not stand in the collection.
    public func addAliases(_ artifact: Int64, in collection: Int64, _ aliases: [String]) throws {
        guard !aliases.isEmpty else { return }
        guard let membership = try membership(collection: collection, artifact: artifact) else {
            throw CatalogError.notFound(kind: "artifact in the collection", name: "\(artifact)")
        }
        for alias in aliases {
            try NameRules.checkAlias(alias)
            guard !Self.isVersionAlias(alias) || alias == membership.versionAlias else {
                throw CatalogError.invalid(field: "alias", value: alias, expected: "no version number")
            }
        }
        for alias in aliases where !Self.isVersionAlias(alias) {
            try session.execute(
                """
                INSERT INTO artifact_alias (collection_id, member_id, alias, created_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (collection_id, alias) DO UPDATE SET member_id = excluded.member_id
                """,
                [.int(collection), .int(membership.id), .text(alias), SQLValue(transaction.now)])
        }
    }

    /// Takes aliases off a version; those that it does not have in the collection are passed over.
    public func removeAliases(_ artifact: Int64, in collection: Int64, _ aliases: [String]) throws {
        guard let membership = try membership(collection: collection, artifact: artifact) else { return }
        for alias in aliases {
            try session.execute(
                "DELETE FROM artifact_alias WHERE member_id = $1 AND alias = $2",
                [.int(membership.id), .text(alias)])
        }
    }

    /// Makes these the only aliases of a version in a collection.
    public func replaceAliases(_ artifact: Int64, in collection: Int64, _ aliases: [String]) throws {
        guard let membership = try membership(collection: collection, artifact: artifact) else { return }
        let old = try self.aliases(of: membership).filter { !$0.isVersion }.map(\.alias)
        try removeAliases(artifact, in: collection, old.filter { !aliases.contains($0) })
        try addAliases(artifact, in: collection, aliases)
    }

    private func aliases(_ condition: String, _ arguments: [SQLValue]) throws -> [ArtifactAlias] {
        try session.rows(
            "SELECT l.id, l.member_id, l.collection_id, l.alias FROM artifact_alias l WHERE \(condition)", arguments
        ).map { row in
            var reader = SQLRowReader(row)
            return ArtifactAlias(
                id: try reader.int(), membershipID: try reader.int(), collectionID: try reader.int(),
                alias: try reader.text())
        }
    }
}
