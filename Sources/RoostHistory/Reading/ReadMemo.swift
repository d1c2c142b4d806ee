/// What one read has found out already, for answers that are about several keys or runs. Lives no longer than the
/// transaction that it was read in.
final class ReadMemo {
    struct Batch {
        let id: Int64
        let sequence: Int64
        let firstStep: Int64
    }

    /// A stored chunk without its contents.
    struct Chunk {
        let id: Int64
        let sequences: ClosedRange<Int64>
        let firstStep: Int64
        let lastStep: Int64
        let points: Int
        let summary: ChunkSummary
    }

    var views: [StreamID: StreamView] = [:]
    var nextSequences: [StreamID: Int64] = [:]
    /// All batches of a stream, in the order of their numbers.
    var batches: [StreamID: [Batch]] = [:]
    /// All chunks of a stream by the number of their key, where all keys are asked for.
    var chunks: [StreamID: [Int: [Chunk]]] = [:]
}
