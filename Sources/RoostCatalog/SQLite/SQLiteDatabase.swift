import CSQLite
import Dispatch
import FoundationEssentials
import GRDB

/// The catalog's database in one SQLite file: any number of readers beside one writer (write-ahead log), every
/// commit on disk before it is answered.
public struct SQLiteDatabase: SQLDatabase {
    public var dialect: SQLDialect { .sqlite }
    private let pool: DatabasePool
    private let texts = SQLiteTexts()

    /// Opens the file, creating it when it is missing. Its folder must exist.
    ///
    /// - Parameters:
    ///   - readers: connections that read at the same time.
    ///   - busySeconds: how long to wait for another process that writes to the same file.
    /// - Throws: ``CatalogError/database(_:)``.
    public init(path: String, readers: Int = 4, busySeconds: Double = 10) throws {
        roost_sqlite_without_statistics()
        var configuration = Configuration()
        configuration.label = "catalog"
        configuration.maximumReaderCount = max(1, readers)
        configuration.busyMode = .timeout(busySeconds)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            // PostgreSQL's LIKE minds case, and so does ours.
            try database.execute(sql: "PRAGMA case_sensitive_like = ON")
            try database.execute(sql: "PRAGMA cache_size = -16384")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            database.add(function: SQLiteFunctions.matches)
            try SQLiteContains.add(to: database)
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // Entering write-ahead mode sets `synchronous` to NORMAL behind our back, and commits would not be
            // on disk when they are answered.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        do {
            return try await pool.read { [texts] in try body(SQLiteSession(database: $0, texts: texts)) }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        do {
            return try await pool.write { [texts] in try body(SQLiteSession(database: $0, texts: texts)) }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    public func close() async throws {
        do {
            // Waits for reads to be given back, which happens on the threads of tasks: it must not hold one of them.
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "roost.catalog.close").async {
                    continuation.resume(with: Result { try pool.close() })
                }
            }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }
}
