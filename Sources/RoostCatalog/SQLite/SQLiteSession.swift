import GRDB

/// One connection to a SQLite file, inside a transaction.
struct SQLiteSession: SQLSession {
    let database: Database
    let texts: SQLiteTexts
    var dialect: SQLDialect { .sqlite }

    func rows(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> [SQLRow] {
        do {
            var rows: [SQLRow] = []
            try run(sql, arguments, reused: reused) { rows.append(SQLiteRows.row(at: $0)) }
            return rows
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    func execute(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> Int {
        do {
            try run(sql, arguments, reused: reused) { _ in }
            return database.changesCount
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLCells) throws -> Void) throws {
        do {
            try run(sql, arguments, reused: false) { try body(SQLiteCells(pointer: $0)) }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    private func run(
        _ sql: String, _ arguments: [SQLValue], reused: Bool, _ body: (OpaquePointer) throws -> Void
    ) throws {
        let statement =
            try reused
            ? database.cachedStatement(sql: texts.numbered(sql))
            : database.makeStatement(sql: SQLiteTexts.number(sql))
        try SQLiteRows(statement, arguments).forEach(body)
    }
}
