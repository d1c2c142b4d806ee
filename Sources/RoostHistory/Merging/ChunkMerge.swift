/// Turns several chunks of a key into one, or a few when they are large.
struct ChunkMerge: Sendable {
    private let id: StreamID
    private let key: Int
    private let inputs: [(chunk: Int64, blocks: [BlockEntry])]
    private let chunks: [ChunkRecord]
    private let kept: Set<Int64>

    static func prepare(
        _ plan: [ChunkInfo], key: Int, of id: StreamID, _ scope: MergeScope, _ reader: StoreReader, _ ids: IDSource,
        _ tuning: MergeTuning
    ) throws(HistoryError) -> ChunkMerge {
        var pieces: [Piece] = []
        var inputs: [(chunk: Int64, blocks: [BlockEntry])] = []
        for info in plan {
            let bytes = try reader.sql.first(
                "SELECT summary FROM chunks WHERE run = ? AND stream = ? AND key = ? AND id = ?", .run(id.run),
                .stream(id.stream), .integer(Int64(key)), .integer(info.id), read: { $0.bytes(0) })
            guard let bytes else { throw .corrupt("a chunk is missing") }
            let summary = try ChunkSummaryBlob.decode(bytes)
            inputs.append((info.id, summary.blocks))
            let stepLimit = scope.lastStep(ofWritesUpTo: info.sequences.upperBound)
            guard info.steps.lowerBound <= stepLimit else { continue }
            pieces.append(
                Piece(
                    source: .chunk(info.id, summary), layer: 0, sequences: info.sequences,
                    firstStep: info.steps.lowerBound, storedLastStep: info.steps.upperBound, stepLimit: stepLimit,
                    points: info.points))
        }
        pieces.sort { $0.firstStep < $1.firstStep }
        let sequences = MergePlanner.hull(plan.map(\.sequences))
        let level = min(255, (plan.map(\.level).max() ?? 0) + 1)
        var kept: Set<Int64> = []
        var chunks: [ChunkRecord] = []
        var builder = ChunkBuilder(points: pieces.reduce(0) { $0 + $1.points }, reader.codec, ids, tuning)
        func finish() {
            if let chunk = builder.finish(id, key: key, level: level, sequences: sequences) { chunks.append(chunk) }
        }
        for group in KeyReader.groups(pieces) {
            if group.count == 1, let summary = group[0].reusableSummary(tuning) {
                try builder.take(summary, reader)
                kept.formUnion(summary.blocks.map(\.id))
            } else {
                var cursor = try KeyCursor(group, steps: RowQuery.allSteps, reader)
                while let slice = try cursor.next() {
                    builder.add(try slice.block(reader), slice.range)
                    if builder.isFull { finish() }
                }
            }
            if builder.isFull { finish() }
        }
        finish()
        return ChunkMerge(id: id, key: key, inputs: inputs, chunks: chunks, kept: kept)
    }

    var writtenBytes: Int { chunks.reduce(0) { $0 + $1.writtenBytes } }

    /// Puts the new chunks in the place of the old ones; changes nothing when the run was deleted in the meantime.
    func commit(_ sql: SQL) throws(HistoryError) {
        for input in inputs {
            let exists = try sql.first(
                "SELECT 1 FROM chunks WHERE run = ? AND stream = ? AND key = ? AND id = ?", .run(id.run),
                .stream(id.stream), .integer(Int64(key)), .integer(input.chunk)
            ) { _ in true }
            guard exists == true else { return }
        }
        for input in inputs {
            try ChunkRecord.delete(input.chunk, key: key, of: id, blocks: input.blocks, keeping: kept, sql)
        }
        for chunk in chunks { try chunk.insert(sql) }
    }
}

extension Piece {
    /// The summary of a chunk whose blocks can go into another chunk as they are: all of it shows, and no block is so
    /// small that it should be joined with others.
    fileprivate func reusableSummary(_ tuning: MergeTuning) -> ChunkSummary? {
        guard case .chunk(_, let summary) = source, stepLimit >= storedLastStep else { return nil }
        let areLarge = summary.blocks.allSatisfy {
            $0.count >= tuning.blockPoints / 2 || $0.bytes >= Limits.blockTextBytes / 4
        }
        return areLarge ? summary : nil
    }
}
