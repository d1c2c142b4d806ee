/// The sizes by which merging works. Stored data does not depend on them, so they may change at any time; tests use
/// small ones to see many blocks and levels with few rows.
struct MergeTuning: Sendable {
    /// Unmerged batches, and their rows and bytes, that start a merge.
    var startBatches = Limits.mergeBatches
    var startRows = Limits.mergeRows
    var startBytes = Limits.mergeBytes
    /// Points of one block; blocks hold between a half and one and a half of it.
    var blockPoints = Limits.blockPoints
    /// Blocks with fewer numbers have no cells of their own: reading the block is as fast.
    var leastNumbersForCells = 512
    /// Points of one chunk.
    var chunkPoints = Limits.chunkPoints
    /// Points of a chunk that full compaction leaves alone.
    var settledPoints = Limits.settledChunkPoints
    /// Chunks of one level that merge into one of the next.
    var fanIn = Limits.mergeFanIn
}
