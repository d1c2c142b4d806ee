import GRDB
import GRDBSQLite

/// Prepared statements of a connection, used directly: columns are read and bound without boxing.
struct SQL {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// Runs a statement that returns no row.
    func run(_ text: String, _ arguments: SQLArgument...) throws(HistoryError) {
        try query(text, arguments) { _ throws(HistoryError) in }
    }

    /// Runs a statement and calls `row` for each row.
    func query(
        _ text: String, _ arguments: [SQLArgument] = [],
        row: (borrowing SQLRow) throws(HistoryError) -> Void
    ) throws(HistoryError) {
        let statement: OpaquePointer
        do {
            statement = try database.cachedStatement(sql: text).sqliteStatement
        } catch {
            throw HistoryError(error)
        }
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, argument) in arguments.enumerated() { argument.bind(to: statement, at: Int32(index + 1)) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try row(SQLRow(statement: statement))
            case SQLITE_DONE: return
            default: throw HistoryError(connection: sqlite3_db_handle(statement))
            }
        }
    }

    /// The first row's value.
    func first<Value>(
        _ text: String, _ arguments: SQLArgument..., read: (borrowing SQLRow) throws(HistoryError) -> Value
    ) throws(HistoryError) -> Value? {
        var value: Value?
        try query(text, arguments) { row throws(HistoryError) in
            if value == nil { value = try read(row) }
        }
        return value
    }

    /// Rows that the last statement changed.
    var changedRows: Int { Int(sqlite3_changes(database.sqliteConnection)) }
}

/// The present row of a statement.
struct SQLRow: ~Copyable {
    fileprivate let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// The range from one column through another.
    func range(_ first: Int32, _ last: Int32) throws(HistoryError) -> ClosedRange<Int64> {
        guard integer(first) <= integer(last) else { throw .corrupt("a range ends before it begins") }
        return integer(first)...integer(last)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        // The pointer must be asked for before the count.
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}

/// A value bound to a statement.
enum SQLArgument {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case null

    static func run(_ run: RunKey) -> SQLArgument { .integer(run.rawValue) }
    static func stream(_ stream: RunStream) -> SQLArgument { .integer(Int64(stream.rawValue)) }
    static func optional(_ value: Int64?) -> SQLArgument { value.map { .integer($0) } ?? .null }

    fileprivate func bind(to statement: OpaquePointer, at index: Int32) {
        // Tells SQLite to take a copy: the Swift buffers do not outlive the call.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .integer(let value): sqlite3_bind_int64(statement, index, value)
        case .text(let text):
            var text = text
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    _ = sqlite3_bind_text64(
                        statement, index, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                _ = sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), copied)
            }
        case .null: sqlite3_bind_null(statement, index)
        }
    }
}

extension HistoryError {
    /// What a connection says of its last failure.
    init(connection: OpaquePointer?) {
        let code = Int(sqlite3_extended_errcode(connection))
        self.init(code: code, message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "unknown")
    }

    /// An error out of GRDB, or one of ours that passed through it.
    init(_ error: any Error) {
        switch error {
        case let error as HistoryError: self = error
        case let error as DatabaseError:
            self.init(code: Int(error.extendedResultCode.rawValue), message: error.message ?? "unknown")
        case is CancellationError: self = .cancelled
        default: self = .storage(code: 0, message: "\(error)")
        }
    }

    private init(code: Int, message: String) {
        switch Int32(code & 0xff) {
        case SQLITE_INTERRUPT: self = .cancelled
        case SQLITE_FULL: self = .diskFull
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(message)
        case SQLITE_MISUSE where message.contains("closed"): self = .closed
        default: self = .storage(code: code, message: message)
        }
    }
}
