/// A stored part of one key's values: a chunk, or a column of a batch.
struct Piece {
    enum Source {
        case chunk(Int64, ChunkSummary)
        /// The block is the whole column.
        case batch(Int64, Block)
    }

    let source: Source
    /// The place of its layer in the view; lower ones hide higher ones.
    let layer: Int
    /// The writes that it holds. Of two pieces that overlap in steps, these do not.
    let sequences: ClosedRange<Int64>
    let firstStep: Int64
    let storedLastStep: Int64
    /// Steps beyond this do not show.
    let stepLimit: Int64
    /// Points, absent and hidden ones included.
    let points: Int

    var lastStep: Int64 { min(storedLastStep, stepLimit) }

    /// Whether a value of this piece hides one of `other` at the same step.
    func hides(_ other: Piece) -> Bool {
        layer != other.layer ? layer < other.layer : sequences.lowerBound > other.sequences.upperBound
    }

    /// The blocks; that of a batch stands for itself.
    var blocks: [BlockEntry] {
        switch source {
        case .chunk(_, let summary): summary.blocks
        case .batch(let id, let block):
            [
                BlockEntry(
                    id: id, firstStep: firstStep, lastStep: storedLastStep, count: block.steps.count, bytes: 0,
                    hasCells: false)
            ]
        }
    }
}
