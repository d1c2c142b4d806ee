/// How relative time comes from the key `_runtime`: seconds that a client counts from its own start.
///
/// Clients count on when they resume a run, but from zero when they fork or rewind one. What follows the branch would lie
/// on top of what it follows; so there, time goes on from where the branch was taken.
struct RelativeClock {
    /// Steps whose clock was started at the same time.
    struct Span {
        let steps: Range<Int64>
        /// Seconds to add to `_runtime`.
        let offset: Double
    }

    /// In the order of their steps, of which they leave none out.
    private(set) var spans: [Span] = []

    /// Seconds to add to the `_runtime` of points to come.
    private(set) var offset = 0.0

    /// - Parameters:
    ///   - branches: the steps after which a fork or a rewind goes on, rising.
    ///   - pieces: those of `_runtime`.
    init(_ branches: [Int64], _ pieces: [Piece], _ reader: StoreReader) throws(HistoryError) {
        var start = RowQuery.allSteps.lowerBound
        for branch in branches where branch >= start && branch < RowQuery.allSteps.upperBound - 1 {
            let end = branch + 1
            spans.append(Span(steps: start..<end, offset: offset))
            let passed = offset + (try Self.last(pieces, start..<end, reader) ?? 0)
            if passed.isFinite { offset = passed }
            start = end
        }
        spans.append(Span(steps: start..<RowQuery.allSteps.upperBound, offset: offset))
    }

    private static func last(
        _ pieces: [Piece], _ steps: Range<Int64>, _ reader: StoreReader
    ) throws(HistoryError) -> Double? {
        // The last block that begins in these steps has it, unless what is in there is no number.
        let starts = pieces.flatMap(\.blocks).lazy.map(\.firstStep).filter(steps.contains)
        if let start = starts.max(), start > steps.lowerBound,
            let last = try last(in: start..<steps.upperBound, pieces, reader)
        {
            return last
        }
        return try last(in: steps, pieces, reader)
    }

    private static func last(
        in steps: Range<Int64>, _ pieces: [Piece], _ reader: StoreReader
    ) throws(HistoryError) -> Double? {
        var last: Double?
        var cursor = try KeyCursor(pieces, steps: steps, reader)
        while let slice = try cursor.next() {
            let block = try slice.block(reader)
            last = slice.range.lazy.compactMap { block.values.number(at: $0) }.last(where: \.isFinite) ?? last
        }
        return last
    }
}
