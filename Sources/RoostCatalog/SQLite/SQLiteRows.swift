import GRDB
import GRDBSQLite

/// The rows of a prepared statement, read value by value as the catalog keeps them.
///
/// GRDB's own rows can be asked by column name, and its arguments by parameter name. For the small statements of a
/// catalog that costs more than SQLite's work itself; GRDB still prepares, keeps and steps through the statements.
final class SQLiteRows: DatabaseCursor {
    typealias Element = OpaquePointer

    let _statement: Statement
    var _isDone = false
    private let pointer: OpaquePointer

    /// - Throws: ``CatalogError/database(_:)`` when the number of arguments is not the statement's.
    init(_ statement: Statement, _ arguments: [SQLValue]) throws {
        _statement = statement
        pointer = statement.sqliteStatement
        sqlite3_reset(pointer)
        let count = Int(sqlite3_bind_parameter_count(pointer))
        guard count == arguments.count else {
            throw CatalogError.database("\(arguments.count) values for \(count) places: \(statement.sql)")
        }
        for (index, value) in zip(Int32(1)..., arguments) {
            let code = value.bind(to: pointer, at: index)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
    }

    deinit { sqlite3_reset(pointer) }

    func _element(sqliteStatement: SQLiteStatement) -> OpaquePointer { sqliteStatement }

    /// The row that a statement stands at.
    static func row(at pointer: OpaquePointer) -> SQLRow {
        SQLRow((0..<sqlite3_column_count(pointer)).map { SQLValue(pointer, column: $0) })
    }
}

@available(*, unavailable)
extension SQLiteRows: Sendable {}

/// One row of a long answer.
struct SQLiteCells: SQLCells {
    let pointer: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL }
    func int(_ column: Int) -> Int64 { sqlite3_column_int64(pointer, Int32(column)) }
    func double(_ column: Int) -> Double { sqlite3_column_double(pointer, Int32(column)) }
    func text(_ column: Int) -> String { SQLValue.text(pointer, column: Int32(column)) }
}

extension SQLValue {
    fileprivate init(_ pointer: OpaquePointer, column: Int32) {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: self = .int(sqlite3_column_int64(pointer, column))
        case SQLITE_FLOAT: self = .double(sqlite3_column_double(pointer, column))
        case SQLITE_TEXT: self = .text(Self.text(pointer, column: column))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(pointer, column)
            let count = Int(sqlite3_column_bytes(pointer, column))
            self = .blob(Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)))
        default: self = .null
        }
    }

    fileprivate static func text(_ pointer: OpaquePointer, column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Gives a statement the value, which SQLite copies.
    fileprivate func bind(to pointer: OpaquePointer, at index: Int32) -> Int32 {
        // SQLITE_TRANSIENT, which Swift does not import.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .null: return sqlite3_bind_null(pointer, index)
        case .int(let value): return sqlite3_bind_int64(pointer, index, value)
        case .double(let value): return sqlite3_bind_double(pointer, index, value)
        case .text(var text):
            return text.withUTF8 { bytes in
                // Without a start SQLite takes it for null.
                guard let start = bytes.baseAddress else { return sqlite3_bind_text(pointer, index, "", 0, copied) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(pointer, index, $0, Int32(clamping: bytes.count), copied)
                }
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
            return sqlite3_bind_blob(pointer, index, bytes, Int32(clamping: bytes.count), copied)
        }
    }
}
