/// Reads a curve.
struct SeriesReader {
    private let query: SeriesQuery
    private let reader: StoreReader
    private let view: StreamView

    init(_ query: SeriesQuery, _ reader: StoreReader) throws(HistoryError) {
        self.query = query
        self.reader = reader
        view = try reader.view(of: StreamID(query.run, query.stream))
    }

    func series() throws(HistoryError) -> Series {
        var series = try points()
        series.lastSequence = try reader.lastSequence(of: StreamID(query.run, query.stream))
        return series
    }

    private func points() throws(HistoryError) -> Series {
        let pieces = try pieces(query.key)
        switch query.axis {
        case .step:
            guard
                var steps = StepSeriesReader(pieces, range: query.range, lastStep: query.lastStep, reader)
            else { return Series() }
            return try steps.series(buckets: query.buckets)
        case .relativeTime:
            let axis = try self.pieces("_runtime")
            let clock = try RelativeClock(view.branches, axis, reader)
            var series = try series(pieces, over: axis, clock.spans)
            series.clockOffset = clock.offset
            return series
        case .wallTime: return try series(pieces, over: self.pieces("_timestamp"))
        case .metric(let name):
            let isStep = query.stream == .metrics && name == "_step"
            return try series(pieces, over: isStep ? nil : self.pieces(name))
        }
    }

    /// Of several keys of one name, the one that is not nested comes first.
    private func pieces(_ name: String) throws(HistoryError) -> [Piece] {
        let keys = try reader.keys(view, named: name)
        guard let key = keys.min(by: { $0.path.components.count < $1.path.components.count }) else { return [] }
        return try reader.pieces(view, key.ids)
    }

    // MARK: Over another key

    /// What a pass over all points finds.
    private struct Points {
        /// The points, unless there are too many to hold.
        private(set) var xs: [Double] = []
        private(set) var ys: [Double] = []
        private(set) var count = 0
        private(set) var first = Double.nan
        private(set) var last = Double.nan
        /// Whether x never falls.
        private(set) var isSorted = true

        var areAllHeld: Bool { xs.count == count }

        @inline(__always)
        mutating func append(_ x: Double, _ y: Double) {
            if count == 0 { first = x } else if x < last { isSorted = false }
            last = x
            if count < Limits.unsortedSeriesPoints {
                xs.append(x)
                ys.append(y)
            }
            count += 1
        }

        /// Sorts by x; points of equal x stay in the order of their steps.
        mutating func sort() {
            let order = xs.indices.sorted { (xs[$0], $0) < (xs[$1], $1) }
            xs = order.map { xs[$0] }
            ys = order.map { ys[$0] }
            first = xs.first ?? .nan
            last = xs.last ?? .nan
        }
    }

    /// - Parameter axis: the pieces of the key of x; `nil` for the step.
    private func series(
        _ pieces: [Piece], over axis: [Piece]?,
        _ spans: [RelativeClock.Span] = [RelativeClock.Span(steps: RowQuery.allSteps, offset: 0)]
    ) throws(HistoryError) -> Series {
        var points = Points()
        for span in spans { try forEachPoint(pieces, over: axis, span) { points.append($0, $1) } }
        guard points.count > 0 else { return Series() }
        if !points.isSorted {
            guard points.areAllHeld else {
                throw .limitExceeded(
                    LimitExceeded(
                        "points of a series over a key that falls", maximum: Limits.unsortedSeriesPoints))
            }
            points.sort()
        }
        var buckets =
            points.count > query.buckets
            ? SeriesBuckets(from: points.first, through: points.last, count: query.buckets) : SeriesBuckets()
        if points.areAllHeld {
            for index in points.xs.indices { buckets.add(points.ys[index], at: points.xs[index]) }
        } else {
            for span in spans { try forEachPoint(pieces, over: axis, span) { buckets.add($1, at: $0) } }
        }
        buckets.finish()
        return buckets.series
    }

    /// Calls `body` with x and y of each point in the range, in the order of the steps. Points without a finite x are left
    /// out.
    private func forEachPoint(
        _ pieces: [Piece], over axis: [Piece]?, _ span: RelativeClock.Span, _ body: (Double, Double) -> Void
    ) throws(HistoryError) {
        let range = query.range ?? -.infinity ... .infinity
        let first = span.steps.lowerBound
        let steps = first..<max(first, min(span.steps.upperBound - 1, query.lastStep) + 1)
        var ys = try KeyCursor(pieces, steps: steps, reader)
        guard let axis else {
            while let slice = try ys.next() {
                let block = try slice.block(reader)
                for index in slice.range {
                    let x = Double(block.steps[index])
                    if range.contains(x), let y = block.values.number(at: index) { body(x, y) }
                }
            }
            return
        }
        var xs = try KeyCursor(axis, steps: steps, reader)
        guard var ySlice = try ys.next(), var xSlice = try xs.next() else { return }
        var yBlock = try ySlice.block(reader)
        var xBlock = try xSlice.block(reader)
        var yIndex = ySlice.range.lowerBound
        var xIndex = xSlice.range.lowerBound
        while true {
            Self.join(
                xBlock, &xIndex, xSlice.range.upperBound, yBlock, &yIndex, ySlice.range.upperBound, span.offset, range,
                body)
            if yIndex == ySlice.range.upperBound {
                guard let next = try ys.next() else { return }
                ySlice = next
                yBlock = try next.block(reader)
                yIndex = next.range.lowerBound
            }
            if xIndex == xSlice.range.upperBound {
                guard let next = try xs.next() else { return }
                xSlice = next
                xBlock = try next.block(reader)
                xIndex = next.range.lowerBound
            }
        }
    }

    /// Joins two blocks until one is used up.
    @inline(__always)
    private static func join(
        _ xBlock: Block, _ xIndex: inout Int, _ xEnd: Int, _ yBlock: Block, _ yIndex: inout Int, _ yEnd: Int,
        _ offset: Double, _ range: ClosedRange<Double>, _ body: (Double, Double) -> Void
    ) {
        let areFloats = xBlock.values.sharedKind == .float && yBlock.values.sharedKind == .float
        while xIndex < xEnd, yIndex < yEnd {
            let xStep = xBlock.steps[xIndex]
            let yStep = yBlock.steps[yIndex]
            if xStep == yStep {
                if areFloats {
                    let x = Double(bitPattern: xBlock.values.words[xIndex]) + offset
                    if x.isFinite, range.contains(x) { body(x, Double(bitPattern: yBlock.values.words[yIndex])) }
                } else if let place = xBlock.values.number(at: xIndex), let y = yBlock.values.number(at: yIndex) {
                    let x = place + offset
                    if x.isFinite, range.contains(x) { body(x, y) }
                }
            }
            if yStep <= xStep { yIndex += 1 }
            if xStep <= yStep { xIndex += 1 }
        }
    }
}
