/// Counts rows, mostly without reading them.
enum RowCounter {
    struct Count: Equatable {
        var rows = 0
        /// The lowest and the highest step; `nil` when there is no row.
        var firstStep: Int64?
        var lastStep: Int64?
    }

    /// - Parameter pieces: of the column of rows.
    static func count(
        _ pieces: [Piece], steps: Range<Int64> = RowQuery.allSteps, _ reader: StoreReader
    ) throws(HistoryError) -> Count {
        var cursor = try KeyCursor(pieces, steps: steps, reader)
        var count = Count()
        while let slice = try cursor.next() {
            count.rows += slice.range.count
            if slice.isWhole {
                count.firstStep = count.firstStep ?? slice.entry.firstStep
                count.lastStep = slice.entry.lastStep
            } else {
                let steps = try slice.block(reader).steps
                count.firstStep = count.firstStep ?? steps[slice.range.lowerBound]
                count.lastStep = steps[slice.range.upperBound - 1]
            }
        }
        return count
    }

    static func count(_ id: StreamID, _ reader: StoreReader) throws(HistoryError) -> Count {
        let view = try reader.view(of: id)
        return try count(try reader.pieces(view, reader.rowKey(view)), reader)
    }

    /// The steps of the rows with the given ranks among those in the range.
    static func steps(
        _ pieces: [Piece], _ range: Range<Int64>, ranks: Range<Int>, _ reader: StoreReader
    ) throws(HistoryError) -> [Int64] {
        var cursor = try KeyCursor(pieces, steps: range, reader)
        var steps: [Int64] = []
        var rank = 0
        while rank < ranks.upperBound, let slice = try cursor.next() {
            let part = rank..<(rank + slice.range.count)
            let wanted = part.clamped(to: ranks)
            rank = part.upperBound
            if wanted.isEmpty { continue }
            let block = try slice.block(reader)
            for index in wanted { steps.append(block.steps[slice.range.lowerBound + index - part.lowerBound]) }
        }
        return steps
    }
}
