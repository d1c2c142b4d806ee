/// Reads the store within one transaction, so that all that it sees belongs together.
struct StoreReader {
    let sql: SQL
    let codec: Codec
    /// `nil`: nothing is kept, for work that reads everything once.
    let cache: BlockCache?

    // MARK: Stored things by id

    private func cached<Value>(
        _ key: BlockCache.Key, _ unwrap: (BlockCache.Entry) -> Value?, _ wrap: (Value) -> BlockCache.Entry,
        load: () throws(HistoryError) -> Value
    ) throws(HistoryError) -> Value {
        if let entry = cache?.find(key), let value = unwrap(entry) { return value }
        let value = try load()
        cache?.insert(wrap(value), key)
        return value
    }

    private func blob(_ text: String, _ id: Int64) throws(HistoryError) -> [UInt8] {
        guard let bytes = try sql.first(text, .integer(id), read: { $0.bytes(0) }) else {
            throw .corrupt("a stored piece (\(id)) is missing")
        }
        return bytes
    }

    func block(_ id: Int64) throws(HistoryError) -> Block {
        try cached(.block(id), { if case .block(let block) = $0 { block } else { nil } }, { .block($0) }) {
            () throws(HistoryError) in
            try BlockBlob.decode(try blob("SELECT points FROM blocks WHERE id = ?", id), codec)
        }
    }

    /// The cells of level 1 of a block that has any.
    func blockCells(_ id: Int64) throws(HistoryError) -> [Cell] {
        try cached(.blockCells(id), { if case .cells(let cells) = $0 { cells } else { nil } }, { .cells($0) }) {
            () throws(HistoryError) in
            try CellsBlob.decode(try blob("SELECT cells FROM block_cells WHERE id = ?", id), codec)
        }
    }

    /// The cells of a level from 2 on of a chunk of several blocks.
    func chunkCells(_ chunk: Int64, level: Int) throws(HistoryError) -> [Cell] {
        let id = Self.chunkCellsID(chunk, level: level)
        return try cached(.chunkCells(id), { if case .cells(let cells) = $0 { cells } else { nil } }, { .cells($0) }) {
            () throws(HistoryError) in
            try CellsBlob.decode(try blob("SELECT cells FROM chunk_cells WHERE id = ?", id), codec)
        }
    }

    static func chunkCellsID(_ chunk: Int64, level: Int) -> Int64 {
        chunk * 4 + Int64(level - Pyramid.chunkLevels.lowerBound)
    }

    private func batch(_ id: Int64) throws(HistoryError) -> BatchBlob {
        try cached(.batch(id), { if case .batch(let batch) = $0 { batch } else { nil } }, { .batch($0) }) {
            () throws(HistoryError) in
            try BatchBlob(try blob("SELECT columns FROM batches WHERE id = ?", id), codec)
        }
    }

    private func column(_ key: Int, ofBatch id: Int64) throws(HistoryError) -> Block? {
        let cacheKey = BlockCache.Key.batchColumn(batch: id, key: key)
        if case .block(let block) = cache?.find(cacheKey) { return block }
        let block = try batch(id).block(of: key, codec)
        cache?.insert(.block(block), cacheKey)
        return block
    }

    // MARK: Keys

    /// The number of a key in each layer of a view where it has one.
    typealias KeyIDs = [Int: Int]

    /// All keys of the view, in the order of their paths.
    func keys(_ view: StreamView) throws(HistoryError) -> [(path: ColumnPath, ids: KeyIDs)] {
        var keys: [ColumnPath: KeyIDs] = [:]
        for (index, layer) in view.layers.enumerated() {
            try sql.query(
                "SELECT path, key FROM keys WHERE run = ? AND stream = ?",
                [.run(layer.id.run), .stream(layer.id.stream)]
            ) { keys[ColumnPath(encoded: $0.text(0)), default: [:]][index] = Int($0.integer(1)) }
        }
        return keys.map { (path: $0.key, ids: $0.value) }.sorted { $0.path < $1.path }
    }

    /// The keys that people write as `name`, in the order of their paths.
    func keys(_ view: StreamView, named name: String) throws(HistoryError) -> [(path: ColumnPath, ids: KeyIDs)] {
        var keys: [ColumnPath: KeyIDs] = [:]
        for (index, layer) in view.layers.enumerated() {
            try sql.query(
                "SELECT path, key FROM keys WHERE run = ? AND stream = ? AND name = ?",
                [.run(layer.id.run), .stream(layer.id.stream), .text(name)]
            ) { keys[ColumnPath(encoded: $0.text(0)), default: [:]][index] = Int($0.integer(1)) }
        }
        return keys.map { (path: $0.key, ids: $0.value) }.sorted { $0.path < $1.path }
    }

    /// The numbers of the column of rows.
    func rowKey(_ view: StreamView) -> KeyIDs {
        KeyIDs(uniqueKeysWithValues: view.layers.indices.map { ($0, KeyID.rows) })
    }

    // MARK: Pieces

    /// The stored parts of a key that show in the view, in the order of their first steps.
    func pieces(_ view: StreamView, _ ids: KeyIDs) throws(HistoryError) -> [Piece] {
        var pieces: [Piece] = []
        for (index, layer) in view.layers.enumerated() {
            guard let key = ids[index] else { continue }
            try appendChunks(of: key, layer, index, to: &pieces)
            try appendBatches(of: key, layer, index, to: &pieces)
        }
        pieces.sort { $0.firstStep < $1.firstStep }
        return pieces
    }

    private func appendChunks(
        of key: Int, _ layer: StreamView.Layer, _ index: Int, to pieces: inout [Piece]
    ) throws(HistoryError) {
        try sql.query(
            """
            SELECT id, first_sequence, last_sequence, first_step, last_step, points, summary FROM chunks
            WHERE run = ? AND stream = ? AND key = ?
            """, [.run(layer.id.run), .stream(layer.id.stream), .integer(Int64(key))]
        ) { row throws(HistoryError) in
            let sequences = try row.range(1, 2)
            guard sequences.upperBound <= layer.lastSequence else { return }
            let stepLimit = layer.lastStep(ofWritesUpTo: sequences.upperBound)
            guard row.integer(3) <= stepLimit else { return }
            let id = row.integer(0)
            let summary = try summary(id) { () throws(HistoryError) in try ChunkSummaryBlob.decode(row.bytes(6)) }
            pieces.append(
                Piece(
                    source: .chunk(id, summary), layer: index, sequences: sequences, firstStep: row.integer(3),
                    storedLastStep: row.integer(4), stepLimit: stepLimit, points: Int(row.integer(5))))
        }
    }

    private func summary(
        _ id: Int64, decode: () throws(HistoryError) -> ChunkSummary
    ) throws(HistoryError) -> ChunkSummary {
        try cached(
            .summary(id), { if case .summary(let summary) = $0 { summary } else { nil } }, { .summary($0) },
            load: decode)
    }

    private func appendBatches(
        of key: Int, _ layer: StreamView.Layer, _ index: Int, to pieces: inout [Piece]
    ) throws(HistoryError) {
        var batches: [(id: Int64, sequence: Int64, firstStep: Int64)] = []
        try sql.query(
            """
            SELECT id, sequence, first_step FROM batches WHERE run = ? AND stream = ? AND sequence <= ?
            ORDER BY sequence
            """, [.run(layer.id.run), .stream(layer.id.stream), .integer(layer.lastSequence)]
        ) { batches.append((id: $0.integer(0), sequence: $0.integer(1), firstStep: $0.integer(2))) }
        for batch in batches {
            let stepLimit = layer.lastStep(ofWritesUpTo: batch.sequence)
            guard batch.firstStep <= stepLimit, let block = try column(key, ofBatch: batch.id),
                let piece = Self.piece(
                    block, batch: batch.id, sequence: batch.sequence, layer: index, stepLimit: stepLimit)
            else { continue }
            pieces.append(piece)
        }
    }

    /// The piece that a column of a batch makes; `nil` when nothing of it shows.
    static func piece(_ block: Block, batch: Int64, sequence: Int64, layer: Int, stepLimit: Int64) -> Piece? {
        guard block.steps.count > 0, block.steps[0] <= stepLimit else { return nil }
        return Piece(
            source: .batch(batch, block), layer: layer, sequences: sequence...sequence, firstStep: block.steps[0],
            storedLastStep: block.steps[block.steps.count - 1], stepLimit: stepLimit, points: block.steps.count)
    }
}
