/// A relational database, as far as the catalog needs one.
///
/// Statements are written once, with `$1`, `$2`, … as placeholders (one may be used more than once) and in the
/// SQL that SQLite 3.38 and PostgreSQL 14 share; what differs comes from ``SQLDialect``.
public protocol SQLDatabase: Sendable {
    var dialect: SQLDialect { get }

    /// Runs `body` on one consistent snapshot; nothing may be written in it.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T

    /// Runs `body` in one transaction, which is durable when this returns and undone when `body` throws.
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T

    /// Waits for what runs and closes the connections. Later use throws ``CatalogError/database(_:)``.
    func close() async throws
}

/// A connection inside one transaction. It must not leave the closure that received it.
public protocol SQLSession {
    var dialect: SQLDialect { get }

    /// Runs a statement that answers rows.
    ///
    /// - Parameter reused: whether the text comes back often (then its plan is kept) or was composed for this call.
    func rows(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> [SQLRow]

    /// Runs a statement that answers no rows.
    /// - Returns: how many rows it inserted, updated or deleted.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> Int

    /// Hands the rows of an answer to `body` one after the other, without keeping them: for answers of many rows.
    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLCells) throws -> Void) throws
}

/// The row of a long answer that is being read; gone when the next one is read. Whoever asks knows the types.
public protocol SQLCells {
    func isNull(_ column: Int) -> Bool
    func int(_ column: Int) -> Int64
    func double(_ column: Int) -> Double
    func text(_ column: Int) -> String
}

extension SQLSession {
    func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [SQLRow] {
        try rows(sql, arguments, reused: true)
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try execute(sql, arguments, reused: true)
    }

    /// The first row, if any.
    func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLRow? {
        try rows(sql, arguments).first
    }

    /// The integer in the first column of the first row, if any.
    func int(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int64? {
        guard let row = try row(sql, arguments) else { return nil }
        var reader = SQLRowReader(row)
        return try reader.optionalInt()
    }

    /// Runs `INSERT … RETURNING id`.
    func insert(_ sql: String, _ arguments: [SQLValue]) throws -> Int64 {
        guard let id = try int(sql, arguments) else { throw CatalogError.database("the insert returned no id") }
        return id
    }

    func rows(_ query: SQLText) throws -> [SQLRow] {
        try rows(query.text, query.arguments, reused: false)
    }

    func forEachRow(_ query: SQLText, _ body: (any SQLCells) throws -> Void) throws {
        try forEachRow(query.text, query.arguments, body)
    }

    func count(_ query: SQLText) throws -> Int {
        guard let row = try rows(query).first else { return 0 }
        var reader = SQLRowReader(row)
        return Int(try reader.int())
    }
}
