import FoundationEssentials
import GRDB

/// One connection to a SQLite file, inside a transaction.
struct SQLiteSession: SQLSession {
    let database: Database
    var dialect: SQLDialect { .sqlite }

    func rows(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> [SQLRow] {
        do {
            return try fetch(sql, arguments, reused: reused)
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    func execute(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> Int {
        do {
            try prepare(sql, arguments, reused: reused).execute()
            return database.changesCount
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLCells) throws -> Void) throws {
        do {
            let cursor = try Row.fetchCursor(prepare(sql, arguments, reused: false))
            while let row = try cursor.next() { try body(SQLiteCells(row: row)) }
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    private func fetch(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> [SQLRow] {
        let statement = try prepare(sql, arguments, reused: reused)
        let columns = statement.columnCount
        var rows: [SQLRow] = []
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() {
            var values: [SQLValue] = []
            values.reserveCapacity(columns)
            for column in 0..<columns {
                values.append(SQLValue(row[column] as DatabaseValue))
            }
            rows.append(SQLRow(values))
        }
        return rows
    }

    private func prepare(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> Statement {
        let native = Self.numbered(sql)
        let statement = try reused ? database.cachedStatement(sql: native) : database.makeStatement(sql: native)
        try statement.setArguments(StatementArguments(arguments.map(\.databaseValue)))
        return statement
    }

    /// SQLite numbers `$1` by where it first stands in the text, but `?1` by its number. A plain `?` has the next
    /// number; where that is the right one it is taken, because SQLite looks through all numbered ones for each.
    static func numbered(_ sql: String) -> String {
        let source = Array(sql.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var inString = false
        var index = 0
        var last = 0
        while index < source.count {
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: "'") { inString.toggle() }
            guard byte == UInt8(ascii: "$"), !inString else {
                result.append(byte)
                continue
            }
            var number = 0
            while index < source.count, source[index] >= 0x30, source[index] <= 0x39 {
                number = number * 10 + Int(source[index] - 0x30)
                index += 1
            }
            result.append(UInt8(ascii: "?"))
            if number != last + 1 { result.append(contentsOf: "\(number)".utf8) }
            // After `?5` a plain `?` is the sixth.
            last = max(last, number)
        }
        return String(decoding: result, as: UTF8.self)
    }
}

private struct SQLiteCells: SQLCells {
    let row: Row

    func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }
    func int(_ column: Int) -> Int64 { row[column] }
    func double(_ column: Int) -> Double { row[column] }
    func text(_ column: Int) -> String { row[column] }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .int(value)
        case .double(let value): self = .double(value)
        case .string(let value): self = .text(value)
        case .blob(let value): self = .blob(Array(value))
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .int(let value): value.databaseValue
        case .double(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        }
    }
}
