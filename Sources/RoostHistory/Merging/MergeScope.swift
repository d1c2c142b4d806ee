/// Within which bounds the writes of a stream may be merged.
///
/// A fork sees its parent's writes up to a number. Pieces before and after that number are never merged with each
/// other, and a rewind after it never drops what the fork sees.
struct MergeScope: Sendable {
    /// The numbers of writes up to which forks see, rising.
    private let barriers: [Int64]
    private let cuts: [StreamView.Cut]

    init(barriers: [Int64], cuts: [StreamView.Cut]) {
        self.barriers = barriers
        self.cuts = cuts
    }

    static func load(_ id: StreamID, _ sql: SQL) throws(HistoryError) -> MergeScope {
        var barriers: [Int64] = []
        try sql.query(
            "SELECT DISTINCT sequence FROM lineage WHERE parent = ? AND stream = ? ORDER BY sequence",
            [.run(id.run), .stream(id.stream)]
        ) { barriers.append($0.integer(0)) }
        return MergeScope(barriers: barriers, cuts: try StreamView.cuts(of: id, through: .max, sql))
    }

    /// The last write that may be merged with the write `sequence`.
    func end(of sequence: Int64) -> Int64 { barriers.first { $0 >= sequence } ?? .max }

    /// The highest step to keep of writes up to `sequence` when they are merged.
    func lastStep(ofWritesUpTo sequence: Int64) -> Int64 {
        let end = end(of: sequence)
        return cuts.lazy.filter { $0.sequence > sequence && $0.sequence <= end }.map(\.step).min() ?? .max
    }
}
