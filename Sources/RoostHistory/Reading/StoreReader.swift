/// Reads the store within one transaction, so that all that it sees belongs together.
struct StoreReader {
    let sql: SQL
    let codec: Codec
    /// `nil`: nothing is kept, for work that reads everything once.
    let cache: BlockCache?
    /// `nil` where what is stored changes while this reader lives.
    var memo: ReadMemo?

    func view(of id: StreamID) throws(HistoryError) -> StreamView {
        if let view = memo?.views[id] { return view }
        let view = try StreamView.load(id, sql)
        memo?.views[id] = view
        return view
    }

    /// The number of a stream's latest write; 0 when there is none.
    func lastSequence(of id: StreamID) throws(HistoryError) -> Int64 {
        if let next = memo?.nextSequences[id] { return next - 1 }
        let next = try sql.first(
            "SELECT next_sequence FROM streams WHERE run = ? AND stream = ?", .run(id.run), .stream(id.stream)
        ) { $0.integer(0) }
        memo?.nextSequences[id] = next ?? 1
        return (next ?? 1) - 1
    }

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

    /// The names of all keys of the view, in no order; keys with different paths may have the same one.
    func names(_ view: StreamView) throws(HistoryError) -> [(name: String, ids: KeyIDs)] {
        guard view.layers.count == 1 else { return try keys(view).map { ($0.path.name, $0.ids) } }
        let id = view.layers[0].id
        var names: [(name: String, ids: KeyIDs)] = []
        try sql.query("SELECT name, key FROM keys WHERE run = ? AND stream = ?", [.run(id.run), .stream(id.stream)]) {
            names.append(($0.text(0), [0: Int($0.integer(1))]))
        }
        return names
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
        for chunk in try chunks(of: key, layer.id) {
            guard chunk.sequences.upperBound <= layer.lastSequence else { continue }
            let stepLimit = layer.lastStep(ofWritesUpTo: chunk.sequences.upperBound)
            guard chunk.firstStep <= stepLimit else { continue }
            pieces.append(
                Piece(
                    source: .chunk(chunk.id, chunk.summary), layer: index, sequences: chunk.sequences,
                    firstStep: chunk.firstStep, storedLastStep: chunk.lastStep, stepLimit: stepLimit,
                    points: chunk.points))
        }
    }

    private static let chunkColumns =
        "SELECT id, first_sequence, last_sequence, first_step, last_step, points, summary, key FROM chunks"

    private func chunks(of key: Int, _ id: StreamID) throws(HistoryError) -> [ReadMemo.Chunk] {
        if let all = memo?.chunks[id] { return all[key] ?? [] }
        var chunks: [ReadMemo.Chunk] = []
        try sql.query(
            "\(Self.chunkColumns) WHERE run = ? AND stream = ? AND key = ?",
            [.run(id.run), .stream(id.stream), .integer(Int64(key))]
        ) { row throws(HistoryError) in chunks.append(try chunk(row)) }
        return chunks
    }

    /// Reads the chunks of all keys of a view at once, for answers that are about all of them.
    func rememberChunks(of view: StreamView) throws(HistoryError) {
        guard let memo else { return }
        for layer in view.layers where memo.chunks[layer.id] == nil {
            var chunks: [Int: [ReadMemo.Chunk]] = [:]
            try sql.query(
                "\(Self.chunkColumns) WHERE run = ? AND stream = ?", [.run(layer.id.run), .stream(layer.id.stream)]
            ) { row throws(HistoryError) in chunks[Int(row.integer(7)), default: []].append(try chunk(row)) }
            memo.chunks[layer.id] = chunks
        }
    }

    private func chunk(_ row: borrowing SQLRow) throws(HistoryError) -> ReadMemo.Chunk {
        let id = row.integer(0)
        let summary: ChunkSummary
        if case .summary(let known) = cache?.find(.summary(id)) {
            summary = known
        } else {
            summary = try ChunkSummaryBlob.decode(row.bytes(6))
            cache?.insert(.summary(summary), .summary(id))
        }
        return ReadMemo.Chunk(
            id: id, sequences: try row.range(1, 2), firstStep: row.integer(3), lastStep: row.integer(4),
            points: Int(row.integer(5)), summary: summary)
    }

    private func appendBatches(
        of key: Int, _ layer: StreamView.Layer, _ index: Int, to pieces: inout [Piece]
    ) throws(HistoryError) {
        for batch in try batches(of: layer.id) {
            guard batch.sequence <= layer.lastSequence else { break }
            let stepLimit = layer.lastStep(ofWritesUpTo: batch.sequence)
            guard batch.firstStep <= stepLimit, let block = try column(key, ofBatch: batch.id),
                let piece = Self.piece(
                    block, batch: batch.id, sequence: batch.sequence, layer: index, stepLimit: stepLimit)
            else { continue }
            pieces.append(piece)
        }
    }

    private func batches(of id: StreamID) throws(HistoryError) -> [ReadMemo.Batch] {
        if let batches = memo?.batches[id] { return batches }
        var batches: [ReadMemo.Batch] = []
        try sql.query(
            "SELECT id, sequence, first_step FROM batches WHERE run = ? AND stream = ? ORDER BY sequence",
            [.run(id.run), .stream(id.stream)]
        ) { batches.append(ReadMemo.Batch(id: $0.integer(0), sequence: $0.integer(1), firstStep: $0.integer(2))) }
        memo?.batches[id] = batches
        return batches
    }

    /// The piece that a column of a batch makes; `nil` when nothing of it shows.
    static func piece(_ block: Block, batch: Int64, sequence: Int64, layer: Int, stepLimit: Int64) -> Piece? {
        guard block.steps.count > 0, block.steps[0] <= stepLimit else { return nil }
        return Piece(
            source: .batch(batch, block), layer: layer, sequences: sequence...sequence, firstStep: block.steps[0],
            storedLastStep: block.steps[block.steps.count - 1], stepLimit: stepLimit, points: block.steps.count)
    }
}
