import Testing

@testable import RoostHistory

@Suite struct CodecTests {
    private let pool = CodecPool()

    private func expectSame(_ left: Values, _ right: Values, _ count: Int) {
        #expect(left.count == right.count)
        for index in 0..<min(count, left.count) {
            let kind = left.kind(at: index)
            #expect(kind == right.kind(at: index))
            if kind.isText {
                #expect(left.text[left.textRange(at: index)] == right.text[right.textRange(at: index)])
            } else if kind == .float || kind == .int {
                #expect(left.words[index] == right.words[index])
            }
        }
    }

    private func expectRoundTrip(_ values: Values, _ steps: [Int64]) throws {
        try pool.with { codec throws(HistoryError) in
            let bytes = BlockBlob.encode(Block(steps: Steps(steps), values: values), codec)
            let block = try BlockBlob.decode(bytes, codec)
            #expect(block.steps.array == steps)
            expectSame(values, block.values, steps.count)
        }
    }

    private static let generators: [@Sendable (inout SeededRandom, Int) -> UInt64] = [
        { random, _ in random.next() },
        { random, _ in Double(Float.random(in: -1...1, using: &random)).bitPattern },
        { random, index in (Double(index) * 0.125 + 1.795e9).bitPattern },
        { random, _ in Double(Int.random(in: -3...3, using: &random)).bitPattern },
        { random, _ in
            [Double.nan, .infinity, -.infinity, -0.0, 0, .leastNonzeroMagnitude].randomElement(using: &random)?
                .bitPattern ?? 0
        },
        { random, index in (Double(index) * 1e-3).bitPattern },
        { _, _ in (0.1).bitPattern },
    ]

    @Test(arguments: 0..<7, [1, 2, 7, 8, 9, 63, 64, 65, 500])
    func doublesComeBackBitByBit(generator: Int, count: Int) throws {
        var random = SeededRandom(seed: UInt64(generator * 1000 + count))
        let words = (0..<count).map { Self.generators[generator](&random, $0) }
        try expectRoundTrip(Values(uniform: .float, words: words), (0..<Int64(count)).map { $0 * 3 })
    }

    @Test(arguments: [0, 1, 7, 8, 15, 31, 32, 33, 62, 63], [1, 2, 17, 300])
    func integersComeBack(shift: Int, count: Int) throws {
        var random = SeededRandom(seed: UInt64(shift * 1000 + count))
        var words = (0..<count).map { _ in UInt64(bitPattern: Int64(bitPattern: random.next()) >> Int64(shift)) }
        try expectRoundTrip(Values(uniform: .int, words: words), Array(0..<Int64(count)))
        words = (0..<count).map { UInt64(bitPattern: Int64($0) * 1000 - 5) }
        try expectRoundTrip(Values(uniform: .int, words: words), Array(0..<Int64(count)))
        words = (0..<count).map { $0.isMultiple(of: 2) ? UInt64(bitPattern: Int64.min) : UInt64(Int64.max) }
        try expectRoundTrip(Values(uniform: .int, words: words), Array(0..<Int64(count)))
    }

    @Test(arguments: 1...40)
    func anyKindsComeBack(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let kinds: [ValueKind] = [.float, .int, .false, .true, .null, .string, .json, .bigInteger, .absent]
        let allowed = kinds.shuffled(using: &random).prefix(Int.random(in: 1...kinds.count, using: &random))
        let isSmall = Bool.random(using: &random)
        let count = Int.random(in: 1...200, using: &random)
        var values = Values()
        var steps: [Int64] = []
        var step = Int64.random(in: -1_000_000...1_000_000, using: &random)
        for _ in 0..<count {
            let kind = allowed.randomElement(using: &random) ?? .null
            if kind.isText {
                let text = [UInt8](String(repeating: "ab", count: Int.random(in: 0...40, using: &random)).utf8)
                values.append(kind) { $0 += text }
            } else {
                let integer = isSmall ? UInt64.random(in: 0...1000, using: &random) : random.next()
                values.append(
                    kind,
                    word: kind == .float || kind == .int ? (kind == .float ? Double(integer).bitPattern : integer) : 0)
            }
            steps.append(step)
            step += Bool.random(using: &random) ? 1 : Int64.random(in: 1...100_000, using: &random)
        }
        try expectRoundTrip(values, steps)
    }

    @Test func stepsAtTheEndsOfTheirRangeComeBack() throws {
        let edge = Limits.stepMagnitude - 1
        for steps in [[-edge, edge], [-edge], [-edge, 0, edge], [edge - 2, edge - 1, edge]] {
            try expectRoundTrip(Values(uniform: .null, words: steps.map { _ in 0 }), steps)
            #expect(Steps(steps).firstIndex(notBelow: edge) == steps.firstIndex { $0 >= edge } ?? steps.count)
            #expect(Steps(steps).firstIndex(notBelow: -edge) == 0)
            #expect(Steps(steps).firstIndex(notBelow: .max) == steps.count)
        }
    }

    @Test func findsStepsByBisection() {
        var random = SeededRandom(seed: 9)
        for stride in [1, 7, 0] {
            var step: Int64 = -50
            let list: [Int64] = (0..<60).map { _ in
                step += stride == 0 ? Int64.random(in: 1...9, using: &random) : Int64(stride)
                return step
            }
            let steps = Steps(list)
            #expect((steps.regular != nil) == (stride != 0))
            for target in (list[0] - 3)...(step + 3) {
                #expect(steps.firstIndex(notBelow: target) == list.firstIndex { $0 >= target } ?? list.count)
            }
        }
    }

    @Test func batchesKeepWhichRowsHaveValues() throws {
        let sparse = Values(uniform: .int, words: [1, 2, 3])
        let columns = [
            BatchBlob.Column(key: 4, positions: Positions(list: [1, 5, 9]), values: sparse),
            BatchBlob.Column(key: 2, positions: Positions(first: 3), values: sparse),
            BatchBlob.Column(
                key: 9, positions: Positions(first: 10),
                values: Values(uniform: .true, words: .init(repeating: 0, count: 10))),
        ]
        try pool.with { codec throws(HistoryError) in
            let bytes = BatchBlob.encode(steps: Steps(first: 100, stride: 10, count: 10), columns: columns, codec)
            let batch = try BatchBlob(bytes, codec)
            #expect(Set(batch.keys) == [2, 4, 9])
            #expect(try batch.block(of: 4, codec)?.steps.array == [110, 150, 190])
            #expect(try batch.block(of: 2, codec)?.steps.array == [100, 110, 120])
            #expect(try batch.block(of: 9, codec)?.steps.count == 10)
            #expect(try batch.block(of: 7, codec) == nil)
            #expect(try batch.block(of: KeyID.rows, codec)?.steps.count == 10)
        }
    }

    @Test func cellsComeBack() throws {
        var random = SeededRandom(seed: 11)
        var cells: [Cell] = []
        for step in 0..<100 {
            var cell = Cell(step: Int64(step * 10), value: step == 7 ? .nan : Double.random(in: -1...1, using: &random))
            for next in 1..<Int.random(in: 1...9, using: &random) + 1 {
                let value = [Double.infinity, -.infinity, .nan, 1, -2.5].randomElement(using: &random) ?? 0
                cell.add(step: Int64(step * 10 + next), value: value)
            }
            cells.append(cell)
        }
        try pool.with { codec throws(HistoryError) in
            let read = try CellsBlob.decode(CellsBlob.encode(cells, codec), codec)
            #expect(read.count == cells.count)
            for (left, right) in zip(read, cells) { #expect("\(left)" == "\(right)") }
        }
    }

    @Test func summariesComeBack() throws {
        let blocks = [
            BlockEntry(id: 900, firstStep: -5, lastStep: 10, count: 7, bytes: 100, hasCells: true),
            BlockEntry(id: 3, firstStep: 11, lastStep: 11, count: 1, bytes: 20, hasCells: false),
        ]
        let statistics = KeyStatistics(
            counts: [.number: 5, .object("image-file"): 2, .object(nil): 1, .list: 3], isMonotonic: true,
            first: .integer(.min), last: .double(2.5))
        let summary = try ChunkSummaryBlob.decode(
            ChunkSummaryBlob.encode(ChunkSummary(blocks: blocks, statistics: statistics)))
        #expect(summary.blocks == blocks && summary.statistics == statistics)
    }

    /// Damaged blobs must be refused or decode to something, never crash.
    @Test func survivesDamage() throws {
        var random = SeededRandom(seed: 12)
        var values = Values()
        for index in 0..<100 {
            if index.isMultiple(of: 3) {
                values.append(.string) { $0 += [UInt8]("\"text \(index)\"".utf8) }
            } else {
                values.append(index.isMultiple(of: 2) ? .float : .int, word: random.next())
            }
        }
        let steps = Steps((0..<100).map { $0 * $0 })
        let cells = Pyramid.cells(
            of: Block(
                steps: Steps(first: 0, stride: 1, count: 300),
                values: Values(uniform: .float, words: (0..<300).map { _ in random.next() })))
        let column = BatchBlob.Column(key: 1, positions: Positions(first: 100), values: values)
        let entry = BlockEntry(id: 1, firstStep: 0, lastStep: 9, count: 10, bytes: 9, hasCells: true)
        try pool.with { codec throws(HistoryError) in
            let blobs = [
                BlockBlob.encode(Block(steps: steps, values: values), codec), CellsBlob.encode(cells, codec),
                BatchBlob.encode(steps: steps, columns: [column], codec),
                ChunkSummaryBlob.encode(ChunkSummary(blocks: [entry], statistics: KeyStatistics())),
            ]
            for round in 0..<4000 {
                var blob = blobs[round % 4]
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    blob[Int.random(in: 0..<blob.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if round.isMultiple(of: 5) { blob.removeLast(Int.random(in: 0..<blob.count, using: &random)) }
                switch round % 4 {
                case 0: _ = try? BlockBlob.decode(blob, codec)
                case 1: _ = try? CellsBlob.decode(blob, codec)
                case 2: _ = try? BatchBlob(blob, codec).block(of: 1, codec)
                default: _ = try? ChunkSummaryBlob.decode(blob)
                }
            }
        }
    }
}
