/// What appending to a stream needs to know; kept in memory while the stream is active.
struct StreamMemory: Sendable {
    struct Writer: Sendable, Equatable {
        var lineCount: Int64 = 0
        /// The latest request, by which its repetition is known.
        var lastRequest: Request?
    }

    struct Request: Sendable, Equatable {
        let offset: Int64
        let lineCount: Int
        let hash: UInt64
    }

    var nextSequence: Int64 = 1
    var lastStep: Int64?
    /// By name; that of the ordinary writer is empty.
    var writers: [String: Writer] = [:]
    var keys: [ColumnPath: Int] = [:]

    var lastSequence: Int64 { nextSequence - 1 }
    var nextKey: Int { keys.count + 1 }

    /// Reads what is known of the stream; an unknown stream is empty.
    static func load(_ id: StreamID, _ sql: SQL) throws(HistoryError) -> StreamMemory {
        try refuseDeleted(id.run, sql)
        var memory = StreamMemory()
        let run = SQLArgument.run(id.run)
        let stream = SQLArgument.stream(id.stream)
        try sql.query("SELECT next_sequence, last_step FROM streams WHERE run = ? AND stream = ?", [run, stream]) {
            memory.nextSequence = $0.integer(0)
            memory.lastStep = $0.optionalInteger(1)
        }
        try sql.query(
            "SELECT writer, lines, last_offset, last_lines, last_hash FROM writers WHERE run = ? AND stream = ?",
            [run, stream]
        ) {
            var request: Request?
            if let offset = $0.optionalInteger(2) {
                request = Request(
                    offset: offset, lineCount: Int($0.integer(3)), hash: UInt64(bitPattern: $0.integer(4)))
            }
            memory.writers[$0.text(0)] = Writer(lineCount: $0.integer(1), lastRequest: request)
        }
        try sql.query("SELECT path, key FROM keys WHERE run = ? AND stream = ?", [run, stream]) {
            memory.keys[ColumnPath(encoded: $0.text(0))] = Int($0.integer(1))
        }
        return memory
    }

    static func refuseDeleted(_ run: RunKey, _ sql: SQL) throws(HistoryError) {
        let isDeleted = try sql.first("SELECT 1 FROM deleted_runs WHERE run = ?", .run(run)) { _ in true } ?? false
        if isDeleted {
            throw .invalidArgument(name: "run", value: "\(run.rawValue)", expected: "a run that was not deleted")
        }
    }

    /// Writes where the stream stands.
    func save(_ id: StreamID, _ sql: SQL) throws(HistoryError) {
        try sql.run(
            "INSERT OR REPLACE INTO streams (run, stream, next_sequence, last_step) VALUES (?, ?, ?, ?)",
            .run(id.run), .stream(id.stream), .integer(nextSequence), .optional(lastStep))
    }

    /// Writes where a writer stands.
    func save(writer name: String, _ id: StreamID, _ sql: SQL) throws(HistoryError) {
        guard let writer = writers[name] else { return }
        let request = writer.lastRequest
        try sql.run(
            """
            INSERT OR REPLACE INTO writers (run, stream, writer, lines, last_offset, last_lines, last_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            .run(id.run), .stream(id.stream), .text(name), .integer(writer.lineCount), .optional(request?.offset),
            .optional(request.map { Int64($0.lineCount) }), .optional(request.map { Int64(bitPattern: $0.hash) }))
    }
}
