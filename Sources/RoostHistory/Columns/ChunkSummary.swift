/// A block within a chunk.
struct BlockEntry: Sendable, Equatable {
    let id: Int64
    let firstStep: Int64
    let lastStep: Int64
    /// Points, absent ones included.
    let count: Int
    /// Bytes that the block and its cells take.
    let bytes: Int
    /// Whether cells of level 1 are stored beside the block.
    let hasCells: Bool
}

/// What a chunk says of itself without its blocks being read.
final class ChunkSummary: Sendable {
    let blocks: [BlockEntry]
    let statistics: KeyStatistics

    init(blocks: [BlockEntry], statistics: KeyStatistics) {
        self.blocks = blocks
        self.statistics = statistics
    }

    var memoryBytes: Int { blocks.count * MemoryLayout<BlockEntry>.stride + statistics.counts.count * 64 + 128 }
}
