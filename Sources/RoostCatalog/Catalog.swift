import FoundationEssentials

/// Everything that Roost knows except metric histories and the contents of files: who there is, projects, runs,
/// files, artifacts.
public struct Catalog: Sendable {
    let database: any SQLDatabase
    private let clock: @Sendable () -> Date
    private let group: GroupCommit

    /// Opens a catalog and brings it to the newest format.
    ///
    /// - Parameter clock: what time it is; tests set it.
    /// - Throws: ``CatalogError/newerFormat(found:known:)`` when a newer release wrote it;
    ///   ``CatalogError/database(_:)``.
    public init(database: any SQLDatabase, clock: @escaping @Sendable () -> Date = { Date() }) async throws {
        self.database = database
        self.clock = clock
        group = GroupCommit(database: database, clock: clock)
        try await Migrator().migrate(database)
    }

    /// Opens the SQLite file at `path`, creating it when it is missing; its folder must exist. Other processes may
    /// have the same file open.
    ///
    /// - Parameter readers: connections that read at the same time.
    public static func open(
        sqlite path: String, readers: Int = 4, clock: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> Catalog {
        try await Catalog(database: SQLiteDatabase(path: path, readers: readers), clock: clock)
    }

    /// Runs `body` on one consistent snapshot.
    public func read<T: Sendable>(
        _ body: @escaping @Sendable (CatalogTransaction) throws -> T
    ) async throws -> T {
        let clock = clock
        return try await database.read { try body(CatalogTransaction(session: $0, now: clock())) }
    }

    /// Runs `body` in one transaction: on disk when this returns, undone when `body` throws.
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (CatalogTransaction) throws -> T
    ) async throws -> T {
        let clock = clock
        return try await database.write { try body(CatalogTransaction(session: $0, now: clock())) }
    }

    /// As ``write(_:)``, together with others that come at the same time: for changes that are many and small. What
    /// `body` did is undone when it throws, whatever the others do.
    public func writeTogether<T: Sendable>(
        _ body: @escaping @Sendable (CatalogTransaction) throws -> T
    ) async throws -> T {
        try await group.write(body)
    }

    public func close() async throws {
        try await database.close()
    }
}
