/// Draws a key over the steps, from as high in the pyramid as the buckets allow.
struct StepSeriesReader {
    private let pieces: [Piece]
    private let reader: StoreReader
    private let steps: ClosedRange<Int64>
    private var buckets = SeriesBuckets()
    /// Cells that span more steps than this are looked into.
    private var widest = 0.0

    /// `nil` when nothing lies in the range.
    init?(_ pieces: [Piece], range: ClosedRange<Double>?, lastStep: Int64, _ reader: StoreReader) {
        let shown = pieces.filter { $0.firstStep <= $0.lastStep }
        guard var first = shown.map(\.firstStep).min(), var last = shown.map(\.lastStep).max() else { return nil }
        if let range {
            first = max(first, Self.step(range.lowerBound.rounded(.up)))
            last = min(last, Self.step(range.upperBound.rounded(.down)))
        }
        last = min(last, lastStep)
        guard first <= last else { return nil }
        self.pieces = shown
        self.reader = reader
        steps = first...last
    }

    private static func step(_ value: Double) -> Int64 {
        Int64(max(Double(-Limits.stepMagnitude), min(value, Double(Limits.stepMagnitude))))
    }

    mutating func series(buckets count: Int) throws(HistoryError) -> Series {
        // A bound on the points: if it is low enough, they come as they are.
        let points = pieces.reduce(0) { $0 + $1.points }
        if points > count {
            let start = Double(steps.lowerBound)
            let end = Double(steps.upperBound)
            buckets = SeriesBuckets(from: start, through: end, count: count)
            widest = (end - start) / Double(count)
            try addAll()
            if buckets.pointCount > count { return buckets.series }
        }
        buckets = SeriesBuckets()
        widest = 0
        try addAll()
        return buckets.series
    }

    /// Goes along the steps from one to the next at which a piece begins or ends.
    private mutating func addAll() throws(HistoryError) {
        var waiting = pieces.filter { $0.lastStep >= steps.lowerBound && $0.firstStep <= steps.upperBound }[...]
        var active: [Piece] = []
        var start = steps.lowerBound
        while start <= steps.upperBound, let next = active.first ?? waiting.first {
            start = active.isEmpty ? max(start, next.firstStep) : start
            while let next = waiting.first, next.firstStep <= start { active.append(waiting.removeFirst()) }
            var end = steps.upperBound
            for piece in active { end = min(end, piece.lastStep) }
            if let next = waiting.first { end = min(end, next.firstStep - 1) }
            try add(active, start...end)
            active.removeAll { $0.lastStep == end }
            start = end + 1
        }
        buckets.finish()
    }

    /// Adds what shows of pieces at steps that all of them span.
    private mutating func add(_ active: [Piece], _ steps: ClosedRange<Int64>) throws(HistoryError) {
        if active.count == 1, case .chunk(let id, let summary) = active[0].source {
            try add(chunk: id, summary, steps)
        } else {
            try addPoints(active, steps)
        }
    }

    private mutating func add(_ cell: Cell) {
        buckets.add(cell, from: Double(cell.firstStep), through: Double(cell.lastStep))
    }

    private func fits(_ cell: Cell, _ steps: ClosedRange<Int64>) -> Bool {
        cell.firstStep >= steps.lowerBound && cell.lastStep <= steps.upperBound
            && (Double(cell.lastStep) - Double(cell.firstStep) <= widest || cell.count == 1)
    }

    // MARK: From the points

    /// Adds what shows of pieces, point by point.
    private mutating func addPoints(_ pieces: [Piece], _ steps: ClosedRange<Int64>) throws(HistoryError) {
        var cursor = try KeyCursor(pieces, steps: steps.lowerBound..<(steps.upperBound + 1), reader)
        while let slice = try cursor.next() { add(try slice.block(reader), slice.range) }
    }

    private mutating func add(_ block: Block, _ range: Range<Int>) {
        if block.values.sharedKind == .float {
            for index in range {
                buckets.add(Double(bitPattern: block.values.words[index]), at: Double(block.steps[index]))
            }
            return
        }
        for index in range {
            if let value = block.values.number(at: index) { buckets.add(value, at: Double(block.steps[index])) }
        }
    }

    // MARK: From the pyramid

    private mutating func add(
        chunk id: Int64, _ summary: ChunkSummary, _ steps: ClosedRange<Int64>
    ) throws(HistoryError) {
        if summary.blocks.count == 1 {
            try add(summary.blocks[0], steps)
        } else {
            try add(chunk: id, summary, level: Pyramid.chunkLevels.upperBound, steps)
        }
    }

    /// Adds the cells of a level that fit, and what is below those that do not.
    private mutating func add(
        chunk id: Int64, _ summary: ChunkSummary, level: Int, _ steps: ClosedRange<Int64>
    ) throws(HistoryError) {
        let cells = try reader.chunkCells(id, level: level)
        var index = Self.firstIndex(cells, endingNotBefore: steps.lowerBound)
        while index < cells.count, cells[index].firstStep <= steps.upperBound {
            if fits(cells[index], steps) {
                add(cells[index])
                index += 1
                continue
            }
            // Neighbours that do not fit either go down together.
            let end = firstFitting(cells, after: index, steps)
            let below = Self.range(cells[index], cells[end - 1], within: steps)
            if level > Pyramid.chunkLevels.lowerBound {
                try add(chunk: id, summary, level: level - 1, below)
            } else {
                try addBlocks(summary, below)
            }
            index = end
        }
    }

    private mutating func addBlocks(
        _ summary: ChunkSummary, _ steps: ClosedRange<Int64>
    ) throws(HistoryError) {
        var low = 0
        var high = summary.blocks.count
        while low < high {
            let middle = (low + high) / 2
            if summary.blocks[middle].lastStep < steps.lowerBound { low = middle + 1 } else { high = middle }
        }
        while low < summary.blocks.count, summary.blocks[low].firstStep <= steps.upperBound {
            try add(summary.blocks[low], steps)
            low += 1
        }
    }

    private mutating func add(_ entry: BlockEntry, _ steps: ClosedRange<Int64>) throws(HistoryError) {
        guard entry.hasCells, widest > 0 else { return try addPoints(of: entry, steps) }
        let cells = try reader.blockCells(entry.id)
        var index = Self.firstIndex(cells, endingNotBefore: steps.lowerBound)
        while index < cells.count, cells[index].firstStep <= steps.upperBound {
            if fits(cells[index], steps) {
                add(cells[index])
                index += 1
                continue
            }
            let end = firstFitting(cells, after: index, steps)
            try addPoints(of: entry, Self.range(cells[index], cells[end - 1], within: steps))
            index = end
        }
    }

    /// The index of the first cell after `index` that fits or lies beyond the steps.
    private func firstFitting(_ cells: [Cell], after index: Int, _ steps: ClosedRange<Int64>) -> Int {
        var end = index + 1
        while end < cells.count, cells[end].firstStep <= steps.upperBound, !fits(cells[end], steps) { end += 1 }
        return end
    }

    /// The steps from one cell through another, as far as they are among `steps`.
    private static func range(_ first: Cell, _ last: Cell, within steps: ClosedRange<Int64>) -> ClosedRange<Int64> {
        max(steps.lowerBound, first.firstStep)...min(steps.upperBound, last.lastStep)
    }

    private mutating func addPoints(of entry: BlockEntry, _ steps: ClosedRange<Int64>) throws(HistoryError) {
        let block = try reader.block(entry.id)
        let start = block.steps.firstIndex(notBelow: steps.lowerBound)
        let end = block.steps.firstIndex(notBelow: steps.upperBound + 1)
        if start < end { add(block, start..<end) }
    }

    private static func firstIndex(_ cells: [Cell], endingNotBefore step: Int64) -> Int {
        var low = 0
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if cells[middle].lastStep < step { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
