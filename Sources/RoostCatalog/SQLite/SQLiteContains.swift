import GRDB
import GRDBSQLite

/// `roost_contains(text, part)` and `roost_contains_folded(text, part)`: is the part somewhere in the text? Null when either
/// is null. Folded, the part is in small letters and those of ASCII in the text do not matter.
///
/// A search asks this of each run's name. SQLite's own `instr` and `lower` make each text anew first; this reads it where
/// it lies.
enum SQLiteContains {
    static func add(to database: Database) throws {
        try add("roost_contains", to: database) { context, _, values in
            SQLiteContains.answer(context, values, foldsCase: false)
        }
        try add("roost_contains_folded", to: database) { context, _, values in
            SQLiteContains.answer(context, values, foldsCase: true)
        }
    }

    private typealias Values = UnsafeMutablePointer<OpaquePointer?>?

    private static func add(
        _ name: String, to database: Database, _ function: @convention(c) (OpaquePointer?, Int32, Values) -> Void
    ) throws {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, name, 2, flags, nil, function, nil, nil, nil)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private static func answer(_ context: OpaquePointer?, _ values: Values, foldsCase: Bool) {
        guard let values, let text = bytes(values[0]), let part = bytes(values[1]) else {
            return sqlite3_result_null(context)
        }
        sqlite3_result_int(context, Pattern.contains(text.span, part.span, foldsCase: foldsCase) ? 1 : 0)
    }

    /// The bytes of a text, which stay where they are until the function has answered; `nil` for null.
    private static func bytes(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8>? {
        guard sqlite3_value_type(value) != SQLITE_NULL else { return nil }
        // The bytes come before their number: asking for them can change how the value is written down.
        let start = sqlite3_value_blob(value)?.assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
    }
}
