import GRDB

/// The tables, and how a store of an older format becomes one of this.
enum Schema {
    /// Marks the file as a history store ("RoHi").
    private static let applicationID: Int64 = 0x526f_4869

    /// One step for each format, from 1 on. Steps are never changed once released.
    private static let migrations: [[String]] = [
        [
            // Where a stream stands: the number of its next write and its highest step.
            """
            CREATE TABLE streams (
                run INTEGER NOT NULL, stream INTEGER NOT NULL,
                next_sequence INTEGER NOT NULL, last_step INTEGER,
                PRIMARY KEY (run, stream)) WITHOUT ROWID
            """,
            // Lines of each writer, and its latest request, by which a replay is known.
            """
            CREATE TABLE writers (
                run INTEGER NOT NULL, stream INTEGER NOT NULL, writer TEXT NOT NULL,
                lines INTEGER NOT NULL,
                last_offset INTEGER, last_lines INTEGER, last_hash INTEGER,
                PRIMARY KEY (run, stream, writer)) WITHOUT ROWID
            """,
            // Numbers of keys; the name is what people write, several paths may share it.
            """
            CREATE TABLE keys (
                run INTEGER NOT NULL, stream INTEGER NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
                key INTEGER NOT NULL,
                PRIMARY KEY (run, stream, name, path)) WITHOUT ROWID
            """,
            // Rows as they came in, until they are merged.
            """
            CREATE TABLE batches (
                id INTEGER PRIMARY KEY,
                run INTEGER NOT NULL, stream INTEGER NOT NULL, sequence INTEGER NOT NULL,
                first_step INTEGER NOT NULL, last_step INTEGER NOT NULL, rows INTEGER NOT NULL,
                bytes INTEGER NOT NULL, columns BLOB NOT NULL)
            """,
            """
            CREATE UNIQUE INDEX batches_by_run
            ON batches (run, stream, sequence, first_step, last_step, rows, bytes)
            """,
            // One key's values over a range of writes; the values themselves are in blocks.
            """
            CREATE TABLE chunks (
                run INTEGER NOT NULL, stream INTEGER NOT NULL, key INTEGER NOT NULL, id INTEGER NOT NULL,
                level INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
                first_step INTEGER NOT NULL, last_step INTEGER NOT NULL, points INTEGER NOT NULL,
                bytes INTEGER NOT NULL, summary BLOB NOT NULL,
                PRIMARY KEY (run, stream, key, id)) WITHOUT ROWID
            """,
            "CREATE TABLE blocks (id INTEGER PRIMARY KEY, points BLOB NOT NULL)",
            // The pyramid, apart from the values: level 1 by block, the others by chunk (four times its id, plus the level less 2).
            "CREATE TABLE block_cells (id INTEGER PRIMARY KEY, cells BLOB NOT NULL)",
            "CREATE TABLE chunk_cells (id INTEGER PRIMARY KEY, cells BLOB NOT NULL)",
            // What a stream inherits: the parent's writes up to a number, and of those the steps up to one.
            """
            CREATE TABLE lineage (
                run INTEGER NOT NULL, stream INTEGER NOT NULL,
                parent INTEGER NOT NULL, sequence INTEGER NOT NULL, step INTEGER NOT NULL,
                PRIMARY KEY (run, stream)) WITHOUT ROWID
            """,
            "CREATE INDEX lineage_by_parent ON lineage (parent, stream, sequence)",
            // Rewinds: writes before the number do not count beyond the step.
            """
            CREATE TABLE cuts (
                run INTEGER NOT NULL, stream INTEGER NOT NULL, sequence INTEGER NOT NULL, step INTEGER NOT NULL,
                PRIMARY KEY (run, stream, sequence)) WITHOUT ROWID
            """,
            // Runs that are gone; their rows are, too, once no fork needs them.
            "CREATE TABLE deleted_runs (run INTEGER PRIMARY KEY, is_purged INTEGER NOT NULL)",
            // The last id that an opened store may have given out.
            "CREATE TABLE ids (last INTEGER NOT NULL)",
            "INSERT INTO ids (last) VALUES (0)",
        ]
    ]

    static var format: Int { migrations.count }

    /// Brings the store to the present format.
    static func migrate(_ database: Database, path: String) throws(HistoryError) {
        let sql = SQL(database)
        let found = Int(try sql.first("PRAGMA user_version") { $0.integer(0) } ?? 0)
        let application = try sql.first("PRAGMA application_id") { $0.integer(0) } ?? 0
        let tables = try sql.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
        guard application == applicationID || (application == 0 && found == 0 && tables == 0) else {
            throw .notAHistoryStore(path: path)
        }
        guard found <= format else { throw .newerFormat(found: found, supported: format) }
        if found == format { return }
        do {
            try database.inTransaction(.immediate) {
                for statements in migrations[found...] {
                    for statement in statements { try database.execute(sql: statement) }
                }
                try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                try database.execute(sql: "PRAGMA user_version = \(format)")
                return .commit
            }
        } catch {
            throw HistoryError(error)
        }
    }
}
