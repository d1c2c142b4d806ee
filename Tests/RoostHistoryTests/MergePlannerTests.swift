import Testing

@testable import RoostHistory

@Suite struct MergePlannerTests {
    private let tuning = EmbeddedFactory.smallTuning
    private let open = MergeScope(barriers: [], cuts: [])

    private func chunk(
        _ id: Int64, level: Int = 0, _ sequences: ClosedRange<Int64>, _ steps: ClosedRange<Int64>, points: Int = 10
    ) -> ChunkInfo {
        ChunkInfo(id: id, level: level, sequences: sequences, steps: steps, points: points)
    }

    private func ids(_ chunks: [ChunkInfo]?) -> [Int64]? { chunks.map { $0.map(\.id).sorted() } }

    @Test func mergesNeighboursOfOneLevel() {
        let chunks = [
            chunk(1, level: 1, 1...9, 0...99), chunk(2, 10...19, 100...109), chunk(3, 20...29, 110...119),
            chunk(5, 40...49, 130...139), chunk(4, 30...39, 120...129),
        ]
        #expect(ids(MergePlanner.nextTier(chunks, open, tuning)) == [2, 3, 4])
        #expect(MergePlanner.nextTier(Array(chunks.prefix(3)), open, tuning) == nil)
        let large = chunks.map { chunk($0.id, level: $0.level, $0.sequences, $0.steps, points: 100) }
        #expect(MergePlanner.nextTier(large, open, tuning) == nil)
    }

    @Test func neverMergesAcrossAFork() {
        let scope = MergeScope(barriers: [25], cuts: [])
        let chunks = [
            chunk(1, 1...9, 0...9), chunk(2, 10...25, 10...19), chunk(3, 26...30, 20...29),
            chunk(4, 31...40, 30...39),
        ]
        #expect(MergePlanner.nextTier(chunks, scope, tuning) == nil)
        #expect(ids(MergePlanner.nextTier(chunks + [chunk(5, 41...50, 40...49)], scope, tuning)) == [3, 4, 5])
        let full = MergePlanner.full(chunks, scope, tuning).compactMap(ids).sorted { $0[0] < $1[0] }
        #expect(full == [[1, 2], [3, 4]])
    }

    /// A chunk whose writes and steps both lie among those that are merged must come along.
    @Test func takesAlongWhatWouldBecomeAmbiguous() {
        let chunks = [
            chunk(1, 1...100, 0...50), chunk(9, level: 2, 40...60, 60...80, points: 200),
            chunk(2, 101...110, 70...75), chunk(3, 111...120, 200...210), chunk(8, level: 2, 40...60, 300...400),
        ]
        #expect(ids(MergePlanner.nextTier(chunks, open, tuning)) == [1, 2, 3, 9])
    }

    @Test func fullMergeJoinsWhatOverlapsOrIsSmall() {
        let chunks = [
            chunk(1, 1...1, 0...10), chunk(2, 2...2, 11...20), chunk(3, 3...3, 21...500, points: 200),
            chunk(4, 4...4, 501...600, points: 150), chunk(5, 5...5, 590...700), chunk(6, 6...6, 701...702),
        ]
        let plans = MergePlanner.full(chunks, open, tuning).compactMap(ids)
        #expect(plans == [[1, 2], [4, 5, 6]])
        #expect(MergePlanner.full([chunks[2]], open, tuning).isEmpty)
        #expect(MergePlanner.full([chunks[0]], open, tuning).isEmpty)
    }

    @Test func rewindsDropOnlyWhatNoForkSees() {
        let cuts = [StreamView.Cut(sequence: 10, step: 50), StreamView.Cut(sequence: 20, step: 30)]
        let scope = MergeScope(barriers: [15], cuts: cuts)
        #expect(scope.lastStep(ofWritesUpTo: 5) == 50)
        #expect(scope.lastStep(ofWritesUpTo: 12) == .max)
        #expect(scope.lastStep(ofWritesUpTo: 17) == 30)
        #expect(scope.lastStep(ofWritesUpTo: 21) == .max)
        #expect(MergeScope(barriers: [], cuts: cuts).lastStep(ofWritesUpTo: 5) == 30)
    }
}
