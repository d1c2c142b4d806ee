import Synchronization

@testable import RoostCatalog

/// The queries that were asked.
final class SQLRecorder: Sendable {
    private let recorded = Mutex<[(sql: String, arguments: [SQLValue])]>([])
    var queries: [(sql: String, arguments: [SQLValue])] { recorded.withLock { $0 } }

    func record(_ sql: String, _ arguments: [SQLValue]) {
        recorded.withLock { $0.append((sql, arguments)) }
    }
}

/// A session that notes what it is asked.
struct RecordingSession: SQLSession {
    let base: any SQLSession
    let recorder: SQLRecorder
    var dialect: SQLDialect { base.dialect }

    func rows(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> [SQLRow] {
        recorder.record(sql, arguments)
        return try base.rows(sql, arguments, reused: reused)
    }

    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLCells) throws -> Void) throws {
        recorder.record(sql, arguments)
        try base.forEachRow(sql, arguments, body)
    }

    func execute(_ sql: String, _ arguments: [SQLValue], reused: Bool) throws -> Int {
        try base.execute(sql, arguments, reused: reused)
    }
}
