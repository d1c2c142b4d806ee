import Synchronization

/// Decoded pieces of the store. What an id names never changes, so nothing is ever invalidated.
///
/// Two generations stand in for the exact order of use: what is used moves to the young one; when that is full it
/// becomes the old one, and what was old is dropped.
final class BlockCache: Sendable {
    enum Key: Hashable {
        case batch(Int64)
        case batchColumn(batch: Int64, key: Int)
        case block(Int64)
        case blockCells(Int64)
        case chunkCells(Int64)
        case summary(Int64)
    }

    enum Entry: Sendable {
        case batch(BatchBlob)
        /// `nil`: the batch has no such column.
        case block(Block?)
        case cells([Cell])
        case summary(ChunkSummary)

        fileprivate var bytes: Int {
            switch self {
            case .batch(let batch): batch.memoryBytes
            case .block(let block): block?.memoryBytes ?? 64
            case .cells(let cells): cells.count * MemoryLayout<Cell>.stride + 64
            case .summary(let summary): summary.memoryBytes
            }
        }
    }

    private struct Generations {
        var young: [Key: Entry] = [:]
        var old: [Key: Entry] = [:]
        var youngBytes = 0

        mutating func insert(_ entry: Entry, _ key: Key, limit: Int) {
            if young.updateValue(entry, forKey: key) == nil { youngBytes += entry.bytes + 128 }
            if youngBytes > limit {
                old = young
                young = [:]
                youngBytes = 0
            }
        }
    }

    private let generations = Mutex(Generations())
    private let generationBytes: Int

    init(bytes: Int) {
        generationBytes = bytes / 2
    }

    func find(_ key: Key) -> Entry? {
        generations.withLock { generations in
            if let entry = generations.young[key] { return entry }
            guard let entry = generations.old.removeValue(forKey: key) else { return nil }
            generations.insert(entry, key, limit: generationBytes)
            return entry
        }
    }

    func insert(_ entry: Entry, _ key: Key) {
        generations.withLock { $0.insert(entry, key, limit: generationBytes) }
    }
}
