/// A merged chunk ready to be inserted.
struct ChunkRecord: Sendable {
    /// A blob under its id.
    struct Blob: Sendable {
        let id: Int64
        let bytes: [UInt8]
    }

    let id: StreamID
    let key: Int
    let chunkID: Int64
    let level: Int
    let sequences: ClosedRange<Int64>
    let steps: ClosedRange<Int64>
    let points: Int
    /// Bytes that the chunk takes, blocks taken over from other chunks included.
    let storedBytes: Int
    let summary: [UInt8]
    let blocks: [Blob]
    let blockCells: [Blob]
    let chunkCells: [Blob]

    /// Bytes that inserting it writes.
    var writtenBytes: Int {
        summary.count + (blocks + blockCells + chunkCells).reduce(0) { $0 + $1.bytes.count }
    }

    func insert(_ sql: SQL) throws(HistoryError) {
        for block in blocks {
            try sql.run("INSERT INTO blocks (id, points) VALUES (?, ?)", .integer(block.id), .bytes(block.bytes))
        }
        for cells in blockCells {
            try sql.run("INSERT INTO block_cells (id, cells) VALUES (?, ?)", .integer(cells.id), .bytes(cells.bytes))
        }
        for cells in chunkCells {
            try sql.run("INSERT INTO chunk_cells (id, cells) VALUES (?, ?)", .integer(cells.id), .bytes(cells.bytes))
        }
        try sql.run(
            """
            INSERT INTO chunks (run, stream, key, id, level, first_sequence, last_sequence, first_step, last_step,
                points, bytes, summary)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .run(id.run), .stream(id.stream), .integer(Int64(key)), .integer(chunkID), .integer(Int64(level)),
            .integer(sequences.lowerBound), .integer(sequences.upperBound), .integer(steps.lowerBound),
            .integer(steps.upperBound), .integer(Int64(points)), .integer(Int64(storedBytes)), .bytes(summary))
    }

    /// Deletes a chunk with what is stored for it, except the blocks in `kept`.
    static func delete(
        _ chunk: Int64, key: Int, of id: StreamID, blocks: [BlockEntry], keeping kept: Set<Int64> = [], _ sql: SQL
    ) throws(HistoryError) {
        try sql.run(
            "DELETE FROM chunks WHERE run = ? AND stream = ? AND key = ? AND id = ?", .run(id.run),
            .stream(id.stream), .integer(Int64(key)), .integer(chunk))
        if blocks.count > 1 {
            for level in Pyramid.chunkLevels {
                try sql.run(
                    "DELETE FROM chunk_cells WHERE id = ?",
                    .integer(StoreReader.chunkCellsID(chunk, level: level)))
            }
        }
        for block in blocks where !kept.contains(block.id) {
            try sql.run("DELETE FROM blocks WHERE id = ?", .integer(block.id))
            if block.hasCells { try sql.run("DELETE FROM block_cells WHERE id = ?", .integer(block.id)) }
        }
    }
}
