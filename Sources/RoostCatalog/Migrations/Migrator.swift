/// Brings a catalog to the newest format, forward only.
struct Migrator {
    var migrations = Migration.all

    /// The newest format that this release knows.
    var newest: Int { migrations.last?.version ?? 0 }

    /// Applies the missing steps, each in a transaction of its own together with the new version number.
    ///
    /// Two processes may do this at the same time: each step looks again at the version inside its transaction.
    ///
    /// - Throws: ``CatalogError/newerFormat(found:known:)`` when the catalog was written by a newer release.
    func migrate(_ database: any SQLDatabase) async throws {
        try await database.write { session in
            _ = try session.execute("CREATE TABLE IF NOT EXISTS catalog_format (version BIGINT NOT NULL)")
        }
        let newest = newest
        for migration in migrations {
            try await database.write { session in
                let version = try Self.version(session)
                guard version <= newest else { throw CatalogError.newerFormat(found: version, known: newest) }
                guard version < migration.version else { return }
                for statement in migration.statements(session.dialect) {
                    try session.execute(statement, [], reused: false)
                }
                try session.execute("DELETE FROM catalog_format")
                try session.execute(
                    "INSERT INTO catalog_format (version) VALUES ($1)", [.int(Int64(migration.version))])
            }
        }
    }

    /// The format that a catalog has; 0 when it is empty.
    static func version(_ session: any SQLSession) throws -> Int {
        Int(try session.int("SELECT max(version) FROM catalog_format") ?? 0)
    }
}
