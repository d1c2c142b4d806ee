/// Makes chunks of points that come in the order of their steps.
struct ChunkBuilder {
    private let codec: Codec
    private let ids: IDSource
    private let tuning: MergeTuning
    /// Points of a block.
    private let blockPoints: Int
    // The block that is being filled.
    private var steps: [Int64] = []
    private var values = Values()
    private var areRows = false
    // The chunk so far.
    private var entries: [BlockEntry] = []
    private var blocks: [ChunkRecord.Blob] = []
    private var blockCells: [ChunkRecord.Blob] = []
    private var level2: [Cell] = []
    private var level3: [Cell] = []
    private var statistics = KeyStatistics()
    private var points = 0

    /// - Parameter points: how many points come at most, by which blocks are sized evenly.
    init(points: Int, _ codec: Codec, _ ids: IDSource, _ tuning: MergeTuning) {
        self.codec = codec
        self.ids = ids
        self.tuning = tuning
        let blocks = max(1, (points + tuning.blockPoints / 2) / tuning.blockPoints)
        blockPoints = max(1, (points + blocks - 1) / blocks)
    }

    /// Whether the chunk has as many points as it may.
    var isFull: Bool { points + steps.count >= tuning.chunkPoints }

    mutating func add(_ block: Block, _ range: Range<Int>) {
        areRows = block.values.sharedKind == .row
        let hasText = !block.values.text.isEmpty
        var start = range.lowerBound
        while start < range.upperBound {
            // Texts come one by one, so that a block ends soon after it has enough of them.
            let end = hasText ? start + 1 : min(range.upperBound, start + blockPoints - steps.count)
            for index in start..<end { steps.append(block.steps[index]) }
            if !areRows { values.append(start..<end, of: block.values) }
            start = end
            if steps.count == blockPoints || values.text.count >= Limits.blockTextBytes { flush() }
        }
    }

    /// Takes over a chunk with its blocks as they are.
    mutating func take(_ summary: ChunkSummary, _ reader: StoreReader) throws(HistoryError) {
        flush()
        for entry in summary.blocks {
            let level1 =
                entry.hasCells ? try reader.blockCells(entry.id) : Pyramid.cells(of: try reader.block(entry.id))
            addCells(level1)
            entries.append(entry)
            points += entry.count
        }
        statistics.add(summary.statistics)
    }

    private mutating func addCells(_ level1: [Cell]) {
        let cells = Pyramid.merge(level1, Pyramid.cellsPerCell)
        level2 += cells
        level3 += Pyramid.merge(cells, max(cells.count, 1))
    }

    /// Ends the present block.
    private mutating func flush() {
        guard let first = steps.first, let last = steps.last else { return }
        let values = areRows ? Values(uniform: .row, words: []) : values
        let block = Block(steps: Steps(steps), values: values)
        let id = ids.next()
        let bytes = BlockBlob.encode(block, codec)
        var storedBytes = bytes.count
        blocks.append(ChunkRecord.Blob(id: id, bytes: bytes))
        let level1 = areRows ? [] : Pyramid.cells(of: block)
        let hasCells = level1.count * Pyramid.cellPoints >= tuning.leastNumbersForCells
        if hasCells {
            let cells = CellsBlob.encode(level1, codec)
            blockCells.append(ChunkRecord.Blob(id: id, bytes: cells))
            storedBytes += cells.count
        }
        addCells(level1)
        statistics.add(block.values, 0..<block.values.count)
        entries.append(
            BlockEntry(
                id: id, firstStep: first, lastStep: last, count: steps.count, bytes: storedBytes, hasCells: hasCells))
        points += steps.count
        steps.removeAll(keepingCapacity: true)
        self.values = Values(reserving: min(blockPoints, Limits.blockPoints * 2))
    }

    /// Ends the chunk and begins a new one.
    ///
    /// - Returns: `nil` when it has no point.
    mutating func finish(
        _ id: StreamID, key: Int, level: Int, sequences: ClosedRange<Int64>
    ) -> ChunkRecord? {
        flush()
        guard let first = entries.first, let last = entries.last else { return nil }
        let chunk = ids.next()
        var chunkCells: [ChunkRecord.Blob] = []
        if entries.count > 1 {
            for (index, cells) in [level2, level3, Pyramid.merge(level3, Pyramid.blocksPerCell)].enumerated() {
                let cellsID = StoreReader.chunkCellsID(chunk, level: Pyramid.chunkLevels.lowerBound + index)
                chunkCells.append(ChunkRecord.Blob(id: cellsID, bytes: CellsBlob.encode(cells, codec)))
            }
        }
        let summary = ChunkSummaryBlob.encode(ChunkSummary(blocks: entries, statistics: statistics))
        let storedBytes =
            entries.reduce(summary.count) { $0 + $1.bytes } + chunkCells.reduce(0) { $0 + $1.bytes.count }
        let record = ChunkRecord(
            id: id, key: key, chunkID: chunk, level: level, sequences: sequences,
            steps: first.firstStep...last.lastStep, points: points, storedBytes: storedBytes, summary: summary,
            blocks: blocks, blockCells: blockCells, chunkCells: chunkCells)
        entries = []
        blocks = []
        blockCells = []
        level2 = []
        level3 = []
        statistics = KeyStatistics()
        points = 0
        return record
    }
}
