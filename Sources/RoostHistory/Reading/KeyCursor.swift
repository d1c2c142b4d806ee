/// Takes the points of a key that show, in the order of their steps, each step once.
///
/// Where pieces do not overlap, which is nearly always, whole blocks pass without being read.
struct KeyCursor {
    /// Pieces that start later, the next one last.
    private var waiting: [PieceCursor] = []
    /// Pieces that may have the next point.
    private var active: [PieceCursor] = []
    private let reader: StoreReader

    /// - Parameter steps: the steps to take.
    init(_ pieces: [Piece], steps: Range<Int64>, _ reader: StoreReader) throws(HistoryError) {
        self.reader = reader
        guard !steps.isEmpty else { return }
        for piece in pieces where piece.firstStep < steps.upperBound && piece.lastStep >= steps.lowerBound {
            let cursor = try PieceCursor(piece, steps: steps.lowerBound...(steps.upperBound - 1), reader)
            if cursor.step != nil { waiting.append(cursor) }
        }
        waiting.sort { ($0.step ?? .max) > ($1.step ?? .max) }
    }

    /// Brings in the pieces that may have the next point.
    ///
    /// - Returns: its step; `nil` at the end.
    private mutating func prepare() -> Int64? {
        if active.isEmpty {
            guard let next = waiting.popLast() else { return nil }
            active.append(next)
        }
        var step = active[0].step ?? .max
        for cursor in active.dropFirst() { step = min(step, cursor.step ?? .max) }
        while let next = waiting.last?.step, next <= step {
            step = next
            if let cursor = waiting.popLast() { active.append(cursor) }
        }
        return step
    }

    /// The next points; `nil` at the end.
    mutating func next() throws(HistoryError) -> PointSlice? {
        guard let step = prepare() else { return nil }
        if active.count == 1 {
            let slice = try active[0].take(below: waiting.last?.step ?? .max, reader)
            if active[0].step == nil { active.removeAll(keepingCapacity: true) }
            return slice
        }
        var winner: Int?
        var bound = waiting.last?.step ?? .max
        for (index, cursor) in active.enumerated() {
            if cursor.step != step {
                bound = min(bound, cursor.step ?? .max)
            } else if let best = winner {
                // Two pieces have this step: one hides the other, and only this point is clear.
                bound = step + 1
                if cursor.piece.hides(active[best].piece) { winner = index }
            } else {
                winner = index
            }
        }
        guard let winner else { throw .corrupt("pieces without a next point") }
        let slice = try active[winner].take(below: bound, reader)
        for index in active.indices where index != winner { try active[index].seek(step + 1, reader) }
        active.removeAll { $0.step == nil }
        return slice
    }

    /// Passes over the points with steps below `target`.
    mutating func seek(_ target: Int64) throws(HistoryError) {
        for index in active.indices { try active[index].seek(target, reader) }
        active.removeAll { $0.step == nil }
        while let next = waiting.last?.step, next < target {
            guard var cursor = waiting.popLast() else { break }
            try cursor.seek(target, reader)
            if cursor.step != nil { active.append(cursor) }
        }
    }
}
