import Synchronization

/// Gives out the ids of batches, blocks and chunks. None is ever given out twice, so that caches may use them.
final class IDSource: Sendable {
    /// How many ids each opening of the store sets aside, far more than it can use.
    private static let reserve: Int64 = 1 << 40

    private let last: Atomic<Int64>

    private init(after last: Int64) {
        self.last = Atomic(last)
    }

    static func open(_ sql: SQL) throws(HistoryError) -> IDSource {
        guard let last = try sql.first("SELECT last FROM ids", read: { $0.integer(0) }) else {
            throw .corrupt("the table of ids is empty")
        }
        try sql.run("UPDATE ids SET last = ?", .integer(last + reserve))
        return IDSource(after: last)
    }

    func next() -> Int64 { last.add(1, ordering: .relaxed).newValue }
}
