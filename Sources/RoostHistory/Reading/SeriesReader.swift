/// Reads a curve.
struct SeriesReader {
    private let query: SeriesQuery
    private let reader: StoreReader
    private let view: StreamView

    init(_ query: SeriesQuery, _ reader: StoreReader) throws(HistoryError) {
        self.query = query
        self.reader = reader
        view = try StreamView.load(StreamID(query.run, query.stream), reader.sql)
    }

    func series() throws(HistoryError) -> Series {
        var series = try points()
        let next = try reader.sql.first(
            "SELECT next_sequence FROM streams WHERE run = ? AND stream = ?", .run(query.run), .stream(query.stream)
        ) { $0.integer(0) }
        series.lastSequence = (next ?? 1) - 1
        return series
    }

    private func points() throws(HistoryError) -> Series {
        let pieces = try pieces(query.key)
        switch query.axis {
        case .step:
            guard var steps = StepSeriesReader(pieces, range: query.range, reader) else { return Series() }
            return try steps.series(buckets: query.buckets)
        case .relativeTime: return try series(pieces, over: "_runtime")
        case .wallTime: return try series(pieces, over: "_timestamp")
        case .metric(let name): return try series(pieces, over: name)
        }
    }

    /// Of several keys of one name, the one that is not nested comes first.
    private func pieces(_ name: String) throws(HistoryError) -> [Piece] {
        let keys = try reader.keys(view, named: name)
        guard let key = keys.min(by: { $0.path.components.count < $1.path.components.count }) else { return [] }
        return try reader.pieces(view, key.ids)
    }

    // MARK: Over another key

    /// Points in the order of their steps.
    private struct Points {
        var xs: [Double] = []
        var ys: [Double] = []
        /// Whether the x never fall.
        var isSorted = true

        @inline(__always)
        mutating func append(_ x: Double, _ y: Double) {
            if let last = xs.last, x < last { isSorted = false }
            xs.append(x)
            ys.append(y)
        }
    }

    private func series(_ pieces: [Piece], over name: String) throws(HistoryError) -> Series {
        var points: Points
        if query.stream == .metrics, name == "_step" {
            points = try self.points(pieces)
        } else {
            points = try self.points(pieces, over: try self.pieces(name))
        }
        if !points.isSorted {
            // Points of equal x stay in the order of their steps.
            let order = points.xs.indices.sorted { (points.xs[$0], $0) < (points.xs[$1], $1) }
            points = Points(xs: order.map { points.xs[$0] }, ys: order.map { points.ys[$0] })
        }
        let range = query.range.map { range in
            points.xs.partition(from: range.lowerBound)..<points.xs.partition(after: range.upperBound)
        }
        return series(points, range ?? 0..<points.xs.count)
    }

    private func series(_ points: Points, _ range: Range<Int>) -> Series {
        guard let first = range.first, let last = range.last else { return Series() }
        var buckets =
            range.count > query.buckets
            ? SeriesBuckets(from: points.xs[first], through: points.xs[last], count: query.buckets) : SeriesBuckets()
        for index in range { buckets.add(points.ys[index], at: points.xs[index]) }
        buckets.finish()
        return buckets.series
    }

    private func points(_ pieces: [Piece]) throws(HistoryError) -> Points {
        var points = Points()
        var cursor = try KeyCursor(pieces, steps: RowQuery.allSteps, reader)
        while let slice = try cursor.next() {
            let block = try slice.block(reader)
            for index in slice.range {
                if let y = block.values.number(at: index) { points.append(Double(block.steps[index]), y) }
            }
        }
        return points
    }

    /// The points at the steps that have both values, and a finite x.
    private func points(_ pieces: [Piece], over axis: [Piece]) throws(HistoryError) -> Points {
        var points = Points()
        var ys = try KeyCursor(pieces, steps: RowQuery.allSteps, reader)
        var xs = try KeyCursor(axis, steps: RowQuery.allSteps, reader)
        guard var ySlice = try ys.next(), var xSlice = try xs.next() else { return points }
        var yBlock = try ySlice.block(reader)
        var xBlock = try xSlice.block(reader)
        var yIndex = ySlice.range.lowerBound
        var xIndex = xSlice.range.lowerBound
        while true {
            Self.join(xBlock, &xIndex, xSlice.range.upperBound, yBlock, &yIndex, ySlice.range.upperBound, &points)
            if yIndex == ySlice.range.upperBound {
                guard let next = try ys.next() else { return points }
                ySlice = next
                yBlock = try next.block(reader)
                yIndex = next.range.lowerBound
            }
            if xIndex == xSlice.range.upperBound {
                guard let next = try xs.next() else { return points }
                xSlice = next
                xBlock = try next.block(reader)
                xIndex = next.range.lowerBound
            }
        }
    }

    /// Joins two blocks until one is used up.
    private static func join(
        _ xBlock: Block, _ xIndex: inout Int, _ xEnd: Int, _ yBlock: Block, _ yIndex: inout Int, _ yEnd: Int,
        _ points: inout Points
    ) {
        let areFloats = xBlock.values.sharedKind == .float && yBlock.values.sharedKind == .float
        while xIndex < xEnd, yIndex < yEnd {
            let xStep = xBlock.steps[xIndex]
            let yStep = yBlock.steps[yIndex]
            if xStep == yStep {
                if areFloats {
                    let x = Double(bitPattern: xBlock.values.words[xIndex])
                    if x.isFinite { points.append(x, Double(bitPattern: yBlock.values.words[yIndex])) }
                } else if let x = xBlock.values.number(at: xIndex), x.isFinite,
                    let y = yBlock.values.number(at: yIndex)
                {
                    points.append(x, y)
                }
            }
            if yStep <= xStep { yIndex += 1 }
            if xStep <= yStep { xIndex += 1 }
        }
    }
}

extension [Double] {
    /// The index of the first element of a sorted array that is not below `value`.
    fileprivate func partition(from value: Double) -> Int { partition { $0 < value } }

    /// The index of the first element of a sorted array that is above `value`.
    fileprivate func partition(after value: Double) -> Int { partition { $0 <= value } }

    private func partition(_ isBefore: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
