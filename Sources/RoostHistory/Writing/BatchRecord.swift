/// A batch ready to be inserted.
struct BatchRecord: Sendable {
    let batchID: Int64
    let id: StreamID
    let sequence: Int64
    let firstStep: Int64
    let lastStep: Int64
    let rows: Int
    let columns: [UInt8]
    let newKeys: [(path: ColumnPath, key: Int)]

    func insert(_ sql: SQL) throws(HistoryError) {
        for (path, key) in newKeys {
            try sql.run(
                "INSERT INTO keys (run, stream, name, path, key) VALUES (?, ?, ?, ?, ?)", .run(id.run),
                .stream(id.stream), .text(path.name), .text(path.encoded), .integer(Int64(key)))
        }
        try sql.run(
            """
            INSERT INTO batches (id, run, stream, sequence, first_step, last_step, rows, bytes, columns)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(batchID), .run(id.run), .stream(id.stream), .integer(sequence), .integer(firstStep),
            .integer(lastStep), .integer(Int64(rows)), .integer(Int64(columns.count)), .bytes(columns))
    }
}
