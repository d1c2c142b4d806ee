/// A place in the points of a piece, from which they are taken in the order of their steps.
struct PieceCursor {
    let piece: Piece
    private let blocks: [BlockEntry]
    /// The highest step to take.
    private let lastStep: Int64
    private var blockIndex = 0
    /// The next point within the block.
    private var index = 0
    /// The present block, once something in it was looked at.
    private var block: Block?
    /// The next point's step; `nil` when there is none.
    private(set) var step: Int64?

    /// - Parameter steps: the steps to take, both ends included.
    init(_ piece: Piece, steps: ClosedRange<Int64>, _ reader: StoreReader) throws(HistoryError) {
        self.piece = piece
        blocks = piece.blocks
        lastStep = min(piece.lastStep, steps.upperBound)
        try settle()
        try seek(steps.lowerBound, reader)
    }

    private mutating func load(_ reader: StoreReader) throws(HistoryError) -> Block {
        if let block { return block }
        let loaded: Block
        switch piece.source {
        case .chunk: loaded = try reader.block(blocks[blockIndex].id)
        case .batch(_, let block): loaded = block
        }
        let entry = blocks[blockIndex]
        guard loaded.steps.count == entry.count, loaded.steps[0] == entry.firstStep,
            loaded.steps[entry.count - 1] == entry.lastStep
        else { throw .corrupt("a block is not what its chunk says") }
        block = loaded
        return loaded
    }

    /// Finds the step of the point at the index, which is the block's first or within a loaded block.
    private mutating func settle() throws(HistoryError) {
        guard blockIndex < blocks.count else {
            step = nil
            return
        }
        let next = index == 0 ? blocks[blockIndex].firstStep : block.map { $0.steps[index] }
        step = next.flatMap { $0 <= lastStep ? $0 : nil }
        if step == nil { blockIndex = blocks.count }
    }

    /// Moves on to the first point whose step is not below `target`.
    mutating func seek(_ target: Int64, _ reader: StoreReader) throws(HistoryError) {
        guard let step, step < target else { return }
        if blocks[blockIndex].lastStep < target {
            // The first later block that ends at or after the target.
            var low = blockIndex + 1
            var high = blocks.count
            while low < high {
                let middle = (low + high) / 2
                if blocks[middle].lastStep < target { low = middle + 1 } else { high = middle }
            }
            blockIndex = low
            index = 0
            block = nil
        }
        if blockIndex < blocks.count, blocks[blockIndex].firstStep < target {
            index = try load(reader).steps.firstIndex(notBelow: target)
        }
        try settle()
    }

    /// Takes the next points with steps below `bound`, as many as one block holds. There must be one.
    mutating func take(below bound: Int64, _ reader: StoreReader) throws(HistoryError) -> PointSlice {
        let entry = blocks[blockIndex]
        let slice: PointSlice
        if index == 0, entry.lastStep < bound, entry.lastStep <= lastStep {
            slice = PointSlice(entry: entry, piece: piece, range: 0..<entry.count, loaded: block)
            index = entry.count
        } else {
            let block = try load(reader)
            let end = block.steps.firstIndex(notBelow: min(bound, lastStep &+ 1))
            slice = PointSlice(entry: entry, piece: piece, range: index..<end, loaded: block)
            index = end
        }
        if index == entry.count {
            blockIndex += 1
            index = 0
            block = nil
        }
        try settle()
        return slice
    }
}

/// Consecutive points of a block.
struct PointSlice {
    let entry: BlockEntry
    let piece: Piece
    let range: Range<Int>
    /// The block, if it was read already.
    fileprivate(set) var loaded: Block?

    /// Whether these are all points of the block.
    var isWhole: Bool { range.count == entry.count }

    /// The block, read if need be.
    func block(_ reader: StoreReader) throws(HistoryError) -> Block {
        if let loaded { return loaded }
        switch piece.source {
        case .chunk: return try reader.block(entry.id)
        case .batch(_, let block): return block
        }
    }
}
