import GRDB

/// Opens the database with the settings that the promises rest on.
enum Connection {
    static func open(path: String) throws(HistoryError) -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "roost-history"
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -16384; PRAGMA secure_delete = OFF;")
            // The vacuum mode is written to the file, which readers may not do.
            guard !database.configuration.readonly else { return }
            // Page size and vacuum mode count only before the first table is made.
            try database.execute(sql: "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL;")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                // The pool lowers this to NORMAL when it turns to write-ahead logging, so it must come after.
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL;
                        PRAGMA wal_autocheckpoint = 4000;
                        PRAGMA journal_size_limit = 268435456;
                        """)
                try check(database)
                try Schema.migrate(database, path: path)
            }
            return pool
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw .notAHistoryStore(path: path)
        } catch {
            throw HistoryError(error)
        }
    }

    /// Makes sure that a commit is on disk when it returns.
    private static func check(_ database: Database) throws(HistoryError) {
        let sql = SQL(database)
        let synchronous = try sql.first("PRAGMA synchronous") { $0.integer(0) }
        let mode = try sql.first("PRAGMA journal_mode") { $0.text(0) }
        guard synchronous == 2, mode == "wal" else {
            throw .storage(
                code: 0, message: "commits are not durable (synchronous \(synchronous ?? -1), journal \(mode ?? "?"))")
        }
    }
}
