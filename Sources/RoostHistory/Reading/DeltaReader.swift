/// Finds the rows that were written after a given write.
struct DeltaReader {
    let id: StreamID
    let reader: StoreReader

    func rows(since sequence: Int64, limit: Int) throws(HistoryError) -> RowDelta {
        let page = try PageReader(id, reader)
        let nextSequence = try reader.sql.first(
            "SELECT next_sequence FROM streams WHERE run = ? AND stream = ?", .run(id.run), .stream(id.stream)
        ) { $0.integer(0) }
        let lastSequence = (nextSequence ?? 1) - 1
        // A reader from a time that this store does not know of must read anew, too.
        let isRewound = page.view.layers.first?.cuts.contains { $0.sequence > sequence } ?? false
        guard !isRewound, sequence >= 0, sequence <= lastSequence else { return .stale(lastSequence: lastSequence) }
        let pieces = try reader.pieces(page.view, reader.rowKey(page.view)).filter {
            $0.layer == 0 && $0.sequences.upperBound > sequence
        }
        guard pieces.reduce(0, { $0 + $1.points }) <= limit else { return .stale(lastSequence: lastSequence) }
        let steps = try RowCounter.steps(pieces, RowQuery.allSteps, ranks: 0..<limit, reader)
        return .rows(try page.page(at: steps), lastSequence: lastSequence)
    }
}
