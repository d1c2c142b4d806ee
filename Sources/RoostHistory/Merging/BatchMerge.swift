/// Turns batches of a stream into one chunk for each key.
struct BatchMerge: Sendable {
    let batches: [Int64]
    let merged: StreamRegistry.PendingBatches
    let chunks: [ChunkRecord]

    /// Merges the oldest batches, as many as one merge takes.
    ///
    /// - Returns: `nil` when there is none.
    static func prepare(
        _ id: StreamID, _ reader: StoreReader, _ ids: IDSource, _ tuning: MergeTuning
    ) throws(HistoryError) -> BatchMerge? {
        let scope = try MergeScope.load(id, reader.sql)
        var inputs: [(id: Int64, sequence: Int64)] = []
        var merged = StreamRegistry.PendingBatches()
        var end: Int64?
        try reader.sql.query(
            "SELECT id, sequence, rows, bytes FROM batches WHERE run = ? AND stream = ? ORDER BY sequence LIMIT 4096",
            [.run(id.run), .stream(id.stream)]
        ) { row in
            let sequence = row.integer(1)
            let limit = end ?? scope.end(of: sequence)
            let hasRoom = merged.rows < Limits.mergeInputRows && merged.bytes < Limits.mergeInputBytes
            guard sequence <= limit, hasRoom, inputs.isEmpty || end != nil else { return }
            end = limit
            inputs.append((row.integer(0), sequence))
            merged.add(rows: Int(row.integer(2)), bytes: Int(row.integer(3)))
        }
        guard let first = inputs.first, let last = inputs.last else { return nil }
        var blobs: [(id: Int64, sequence: Int64, blob: BatchBlob)] = []
        for input in inputs {
            guard
                let bytes = try reader.sql.first(
                    "SELECT columns FROM batches WHERE id = ?", .integer(input.id), read: { $0.bytes(0) })
            else { throw .corrupt("a batch is missing") }
            blobs.append((input.id, input.sequence, try BatchBlob(bytes, reader.codec)))
        }
        var keys: Set<Int> = [KeyID.rows]
        for blob in blobs { keys.formUnion(blob.blob.keys) }
        var chunks: [ChunkRecord] = []
        for key in keys.sorted() {
            var pieces: [Piece] = []
            for (batch, sequence, blob) in blobs {
                guard let block = try blob.block(of: key, reader.codec) else { continue }
                let stepLimit = scope.lastStep(ofWritesUpTo: sequence)
                if let piece = StoreReader.piece(
                    block, batch: batch, sequence: sequence, layer: 0, stepLimit: stepLimit)
                {
                    pieces.append(piece)
                }
            }
            var builder = ChunkBuilder(points: pieces.reduce(0) { $0 + $1.points }, reader.codec, ids, tuning)
            var cursor = try KeyCursor(pieces, steps: RowQuery.allSteps, reader)
            while let slice = try cursor.next() { builder.add(try slice.block(reader), slice.range) }
            let chunk = builder.finish(id, key: key, level: 0, sequences: first.sequence...last.sequence)
            if let chunk { chunks.append(chunk) }
        }
        return BatchMerge(batches: inputs.map(\.id), merged: merged, chunks: chunks)
    }

    var writtenBytes: Int { chunks.reduce(0) { $0 + $1.writtenBytes } }

    /// Puts the chunks in the place of the batches.
    ///
    /// - Returns: `false`, having changed nothing, when the run was deleted in the meantime.
    func commit(_ sql: SQL) throws(HistoryError) -> Bool {
        for batch in batches {
            let exists = try sql.first("SELECT 1 FROM batches WHERE id = ?", .integer(batch)) { _ in true }
            guard exists == true else { return false }
        }
        for batch in batches { try sql.run("DELETE FROM batches WHERE id = ?", .integer(batch)) }
        for chunk in chunks { try chunk.insert(sql) }
        return true
    }
}
