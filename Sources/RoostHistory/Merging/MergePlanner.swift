/// A chunk as far as planning needs to know it.
struct ChunkInfo: Sendable, Equatable {
    let id: Int64
    let level: Int
    let sequences: ClosedRange<Int64>
    let steps: ClosedRange<Int64>
    let points: Int
}

/// Decides which chunks of a key to merge.
///
/// The invariant that merging keeps: two chunks that overlap in steps hold separate ranges of writes, so that it is
/// clear which hides the other.
enum MergePlanner {
    /// The chunks of one level that are enough for one of the next: neighbours in the order of writing, so that each
    /// point is merged once for each level.
    static func nextTier(_ chunks: [ChunkInfo], _ scope: MergeScope, _ tuning: MergeTuning) -> [ChunkInfo]? {
        let ordered = chunks.sorted { $0.sequences.upperBound < $1.sequences.upperBound }
        var start = 0
        while start < ordered.count {
            let end = scope.end(of: ordered[start].sequences.upperBound)
            var count = 0
            var points = 0
            while count < tuning.fanIn, start + count < ordered.count {
                let next = ordered[start + count]
                guard next.level == ordered[start].level, next.sequences.upperBound <= end,
                    points + next.points <= tuning.chunkPoints
                else { break }
                points += next.points
                count += 1
            }
            if count == tuning.fanIn {
                return closure(of: Array(ordered[start..<(start + count)]), in: chunks)
            }
            start += 1
        }
        return nil
    }

    /// Adds whatever would otherwise break the invariant.
    private static func closure(of chosen: [ChunkInfo], in all: [ChunkInfo]) -> [ChunkInfo] {
        var chosen = chosen
        var rest = all.filter { !chosen.contains($0) }
        while true {
            let sequences = hull(chosen.map(\.sequences))
            let steps = hull(chosen.map(\.steps))
            let clashing = rest.filter { $0.sequences.overlaps(sequences) && $0.steps.overlaps(steps) }
            if clashing.isEmpty { return chosen }
            chosen += clashing
            rest.removeAll { clashing.contains($0) }
        }
    }

    static func hull(_ ranges: [ClosedRange<Int64>]) -> ClosedRange<Int64> {
        var hull = ranges[0]
        for range in ranges.dropFirst() {
            hull = min(hull.lowerBound, range.lowerBound)...max(hull.upperBound, range.upperBound)
        }
        return hull
    }

    /// All merges after which no chunks overlap in steps and small ones are joined.
    static func full(_ chunks: [ChunkInfo], _ scope: MergeScope, _ tuning: MergeTuning) -> [[ChunkInfo]] {
        var plans: [[ChunkInfo]] = []
        for group in Dictionary(grouping: chunks, by: { scope.end(of: $0.sequences.upperBound) }).values {
            var pending: [ChunkInfo] = []
            var points = 0
            func flush() {
                if pending.count > 1 { plans.append(pending) }
                pending = []
                points = 0
            }
            for cluster in clusters(group) {
                let size = cluster.reduce(0) { $0 + $1.points }
                let isSettled = cluster.count == 1 && size >= tuning.settledPoints
                if isSettled || points + size > tuning.chunkPoints { flush() }
                if isSettled { continue }
                pending += cluster
                points += size
            }
            flush()
        }
        return plans
    }

    /// Chunks that overlap in steps, together; in the order of their steps.
    private static func clusters(_ chunks: [ChunkInfo]) -> [[ChunkInfo]] {
        var clusters: [[ChunkInfo]] = []
        var end = Int64.min
        for chunk in chunks.sorted(by: { $0.steps.lowerBound < $1.steps.lowerBound }) {
            if clusters.isEmpty || chunk.steps.lowerBound > end {
                clusters.append([chunk])
                end = chunk.steps.upperBound
            } else {
                clusters[clusters.count - 1].append(chunk)
                end = max(end, chunk.steps.upperBound)
            }
        }
        return clusters
    }
}
