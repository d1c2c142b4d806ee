import RoostHistory
import Testing

/// What every history must do, checked against ``ModelHistory`` by random sequences of operations.
struct HistoryContract<Factory: HistoryFactory> {
    let factory: Factory
    var store: Factory.Store
    var model = ModelHistory()
    var rows: RowGenerator
    /// Runs are numbered as they appear and never used again once deleted.
    var live: [RunKey] = [RunKey(1)]
    var deleted: Set<RunKey> = []
    var lastRequests: [RunKey: (offset: Int64, lines: [String])] = [:]

    init(_ factory: Factory, seed: UInt64) async throws {
        self.factory = factory
        store = try await factory.open()
        rows = RowGenerator(seed: seed)
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &rows.random) < percent }

    mutating func run(operations: Int) async throws {
        for _ in 0..<operations {
            let run = live.randomElement(using: &rows.random) ?? RunKey(1)
            switch Int.random(in: 0..<100, using: &rows.random) {
            case 0..<55: try await append(to: run, .metrics)
            case 55..<65: try await append(to: run, chance(50) ? .system : .console)
            case 65..<70: try await repeatLast(run)
            case 70..<76: try await rewind(run)
            case 76..<83: try await fork(run)
            case 83..<92: try await store.compact(run)
            case 92..<94: try await delete(run)
            case 94..<97: try await reopen()
            default: try await appendShared(to: run)
            }
            if chance(15) { try await check(live.randomElement(using: &rows.random) ?? run) }
        }
        for run in live { try await check(run) }
    }

    mutating func reopen() async throws {
        try await store.close()
        store = try await factory.open()
    }

    // MARK: Operations

    private mutating func append(to run: RunKey, _ stream: RunStream) async throws {
        let state = model.stream(run, stream)
        let count = Int.random(in: 1...40, using: &rows.random)
        let lineCount = state.writers[""]?.lineCount ?? 0
        var offset = lineCount
        if chance(12) { offset = max(0, lineCount - Int64.random(in: 1...20, using: &rows.random)) }
        if chance(5) { offset += Int64.random(in: 1...5, using: &rows.random) }
        var step = (state.lastStep ?? -1) + 1
        if chance(25) { step = Int64.random(in: -5...max(step, 30), using: &rows.random) }
        var lines: [String] = []
        for _ in 0..<count {
            switch stream {
            case .metrics:
                lines.append(rows.row(step: chance(95) ? step : nil))
                step += chance(80) ? 1 : Int64.random(in: -3...9, using: &rows.random)
            case .system: lines.append(rows.row(step: nil))
            case .console: lines.append(consoleLine())
            }
        }
        let batch = try RowBatch(stream: stream, offset: offset, lines: lines)
        let result = try await store.append(batch, to: run, stream: stream, writer: nil)
        let modelLines = stream == .console ? lines.map(ModelConsole.row) : lines
        let expected = model.append(modelLines, at: offset, to: run, stream)
        expect(result, expected)
        if stream == .metrics { lastRequests[run] = (offset, lines) }
    }

    private mutating func consoleLine() -> String {
        let level = chance(20) ? "ERROR " : ""
        return "\(level)2026-11-20T21:28:15.\(Int.random(in: 100_000...999_999, using: &rows.random)) [x] line\n"
    }

    private func expect(_ result: AppendResult, _ expected: ModelHistory.Outcome) {
        #expect(
            ModelHistory.Outcome(
                lineCount: result.lineCount, isReplay: result.isReplay, gapExpected: result.gapExpected,
                lastStep: result.lastStep) == expected)
    }

    private mutating func repeatLast(_ run: RunKey) async throws {
        guard let (offset, lines) = lastRequests[run] else { return }
        let batch = try RowBatch(stream: .metrics, offset: offset, lines: lines)
        let result = try await store.append(batch, to: run, stream: .metrics, writer: nil)
        expect(result, model.append(lines, at: offset, to: run, .metrics))
    }

    private mutating func appendShared(to run: RunKey) async throws {
        let stream = RunStream.allCases.randomElement(using: &rows.random) ?? .metrics
        let writer = chance(50) ? "node0" : "node1"
        let count = Int.random(in: 1...10, using: &rows.random)
        let lines = (0..<count).map { stream == .console ? "line \($0)" : rows.row(step: Int64($0)) }
        let offset = model.stream(run, stream).writers[writer]?.lineCount ?? 0
        let batch = try RowBatch(stream: stream, offset: offset, lines: lines)
        let result = try await store.append(batch, to: run, stream: stream, writer: writer)
        let modelLines = stream == .console ? lines.map(ModelConsole.row) : lines
        expect(result, model.append(modelLines, at: offset, to: run, stream, writer: writer))
    }

    private mutating func rewind(_ run: RunKey) async throws {
        let stream: RunStream = chance(85) ? .metrics : .console
        let last = model.stream(run, stream).lastStep ?? 0
        let step =
            chance(80)
            ? last - Int64.random(in: 0...30, using: &rows.random)
            : Int64.random(in: -6...last + 5, using: &rows.random)
        let state = try await store.truncate(run, stream, afterStep: step)
        model.truncate(run, stream, afterStep: step)
        expect(state, run, stream)
    }

    private mutating func fork(_ parent: RunKey) async throws {
        guard live.count + deleted.count < 12 else { return }
        let child = RunKey(Int64(live.count + deleted.count + 1))
        let last = model.stream(parent, .metrics).lastStep ?? 0
        let step = Int64.random(in: -2...max(last, 0) + 2, using: &rows.random)
        let state = try await store.fork(child, from: parent, throughStep: step)
        model.fork(child, from: parent, throughStep: step)
        live.append(child)
        expect(state, child, .metrics)
        let again = try await store.fork(child, from: parent, throughStep: step)
        #expect(again == state)
    }

    private mutating func delete(_ run: RunKey) async throws {
        guard live.count > 2 else { return }
        try await store.delete(run)
        model.delete(run)
        live.removeAll { $0 == run }
        deleted.insert(run)
        let state = try await store.state(of: run, .metrics)
        #expect(state == StreamState(lineCount: 0, rowCount: 0, lastStep: nil, lastSequence: 0))
    }

    // MARK: Checks

    private func expect(_ state: StreamState, _ run: RunKey, _ stream: RunStream) {
        let expected = model.stream(run, stream)
        #expect(state.lineCount == expected.writers[""]?.lineCount ?? 0)
        #expect(state.rowCount == Int64(expected.rows.count))
        #expect(state.lastStep == expected.lastStep)
        #expect(state.lastSequence == expected.writes)
    }

    mutating func check(_ run: RunKey) async throws {
        for stream in RunStream.allCases {
            expect(try await store.state(of: run, stream), run, stream)
            try await checkRows(run, stream)
            try await checkKeys(run, stream)
        }
        try await checkSelections(run)
        try await checkSeries(run)
        try await checkConsole(run)
    }

    private func expect(
        _ page: RowPage, _ steps: [Int64], _ state: ModelHistory.Stream, _ stream: RunStream, keys: [String]? = nil
    ) {
        #expect(page.map(\.step) == steps)
        for row in page {
            var leaves = RawRow.leaves(row.json)
            if stream == .metrics { #expect(leaves.removeValue(forKey: "_step") == "\(row.step)") }
            var expected = state.rows[row.step] ?? [:]
            // A plain value that shares its name with an object is hidden by it.
            for path in expected.keys where expected.keys.contains(where: { $0.hasPrefix(path + "\u{1f}") }) {
                expected[path] = nil
            }
            if let keys {
                expected = expected.filter { keys.contains($0.key.replacing("\u{1f}", with: ".")) }
            }
            #expect(leaves == expected, "step \(row.step)")
        }
    }

    private mutating func checkRows(_ run: RunKey, _ stream: RunStream) async throws {
        let state = model.stream(run, stream)
        let steps = state.steps
        var page = try await store.rows(of: run, stream, matching: RowQuery(limit: 7))
        var read = page.map(\.step)
        expect(page, Array(steps.prefix(7)), state, stream)
        while let next = page.nextStep {
            page = try await store.rows(
                of: run, stream, matching: RowQuery(steps: next..<RowQuery.allSteps.upperBound, limit: 50))
            expect(page, page.map(\.step), state, stream)
            read += page.map(\.step)
        }
        #expect(read == steps)
        try await checkDelta(run, stream)
        let tail = try await store.tail(of: run, stream, count: 5)
        expect(tail, steps.suffix(5), state, stream)
    }

    private mutating func checkDelta(_ run: RunKey, _ stream: RunStream) async throws {
        let state = model.stream(run, stream)
        let sequence = max(0, state.writes - Int64.random(in: 0...4, using: &rows.random))
        switch try await store.rows(of: run, stream, since: sequence, limit: 10_000) {
        case .rows(let page, let lastSequence):
            #expect(lastSequence == state.writes)
            expect(page, page.map(\.step), state, stream)
            let written = state.writeOfStep.filter { $0.value > sequence && state.rows[$0.key] != nil }.keys
            #expect(Set(written).isSubset(of: page.map(\.step)))
        case .stale(let lastSequence):
            #expect(lastSequence == state.writes && state.lastRewind > sequence)
        }
    }

    private mutating func checkSelections(_ run: RunKey) async throws {
        let state = model.stream(run, .metrics)
        let names = ["loss", "a.b", "nested.x", "nested.y.z", "text", "nothing"]
        let keys = Array(names.shuffled(using: &rows.random).prefix(Int.random(in: 1...3, using: &rows.random)))
        let low = Int64.random(in: -3...20, using: &rows.random)
        let range = low..<(low + Int64.random(in: 0...60, using: &rows.random))
        for match in [RowQuery.Match.all, .any] {
            let steps = state.steps.filter { step in
                func has(_ key: String) -> Bool {
                    state.rows[step]?.keys.contains { $0.replacing("\u{1f}", with: ".") == key } ?? false
                }
                return range.contains(step) && (match == .all ? keys.allSatisfy(has) : keys.contains(where: has))
            }
            let query = RowQuery(steps: range, keys: keys + ["_step"], match: match, limit: 1000)
            expect(try await store.rows(of: run, .metrics, matching: query), steps, state, .metrics, keys: keys)
            var sampling = query
            sampling.limit = 4
            let sample = try await store.sampledRows(of: run, .metrics, matching: sampling)
            expect(sample, sample.map(\.step), state, .metrics, keys: keys)
            #expect(sample.count == min(steps.count, 4))
            #expect(sample.first?.step == steps.first && sample.last?.step == steps.last)
            #expect(Set(sample.map(\.step)).isSubset(of: steps))
        }
        let sample = try await store.sampledRows(of: run, .metrics, matching: RowQuery(limit: 10))
        expect(sample, sample.map(\.step), state, .metrics)
        #expect(sample.count == min(10, state.rows.count) && sample.last?.step == state.steps.last)
    }

    private func checkKeys(_ run: RunKey, _ stream: RunStream) async throws {
        let state = model.stream(run, stream)
        var expected: [String: [(step: Int64, value: String)]] = [:]
        for step in state.steps {
            for (path, value) in state.rows[step] ?? [:] { expected[path, default: []].append((step, value)) }
            if stream == .metrics { expected["_step", default: []].append((step, "\(step)")) }
        }
        let keys = try await store.keys(of: run, stream)
        #expect(Set(keys.map { $0.path.joined(separator: "\u{1f}") }) == Set(expected.keys))
        for key in keys {
            guard let values = expected[key.path.joined(separator: "\u{1f}")] else { continue }
            #expect(key.firstStep == values.first?.step, "\(key.name)")
            #expect(key.lastStep == values.last?.step, "\(key.name)")
            #expect(RawRow.canonical(key.lastValue) == values.last?.value, "\(key.name)")
            let counts = Dictionary(values.map { (ModelKeys.type($0.value), 1) }, uniquingKeysWith: +)
            #expect(key.counts == counts, "\(key.name)")
            #expect(key.isMonotonic == ModelKeys.isMonotonic(values.map(\.value)), "\(key.name)")
        }
    }

    private mutating func checkSeries(_ run: RunKey) async throws {
        let state = model.stream(run, .metrics)
        let key = ["loss", "acc", "a.b", "n/a", "mixed"].randomElement(using: &rows.random) ?? "loss"
        let buckets = Int.random(in: 1...60, using: &rows.random)
        let points = state.steps.compactMap { step in
            ModelSeries.number(state.rows[step]?[key]).map { ModelSeries.Point(x: Double(step), y: $0) }
        }
        var query = SeriesQuery(run: run, key: key, buckets: buckets)
        ModelSeries.check(try await store.series(query), points, buckets: buckets)
        let low = Double.random(in: -10...100, using: &rows.random)
        query.range = low...(low + 50)
        ModelSeries.check(try await store.series(query), points.filter { low...(low + 50) ~= $0.x }, buckets: buckets)
        query.range = nil
        query.axis = .relativeTime
        let times = state.times
        func timed(_ steps: [Int64]) -> [ModelSeries.Point] {
            let points = steps.compactMap { step -> ModelSeries.Point? in
                guard let x = times[step], let y = ModelSeries.number(state.rows[step]?[key]) else { return nil }
                return ModelSeries.Point(x: x, y: y)
            }
            return points.indices.sorted { (points[$0].x, $0) < (points[$1].x, $1) }.map { points[$0] }
        }
        ModelSeries.check(try await store.series(query), timed(state.steps), buckets: buckets)
        query.lastStep = Int64.random(in: -10...100, using: &rows.random)
        let early = state.steps.filter { $0 <= query.lastStep }
        ModelSeries.check(try await store.series(query), timed(early), buckets: buckets)
        query.axis = .step
        let steps = Set(early.map(Double.init))
        ModelSeries.check(try await store.series(query), points.filter { steps.contains($0.x) }, buckets: buckets)
        try await checkTogether(run, buckets)
    }

    /// Several curves, and the kinds of several runs, are what each is alone.
    private func checkTogether(_ run: RunKey, _ buckets: Int) async throws {
        let runs = [run, RunKey(run.rawValue + 1), run]
        let queries = runs.flatMap { run in
            ["loss", "mixed", "none"].map { SeriesQuery(run: run, key: $0, buckets: buckets) }
        }
        let together = try await store.series(queries)
        #expect(together.count == queries.count)
        for (query, series) in zip(queries, together) {
            let alone = try await store.series(query)
            #expect(series.firstX == alone.firstX && series.count == alone.count && series.isExact == alone.isExact)
            #expect(series.lastSequence == alone.lastSequence)
        }
        for (run, kinds) in zip(runs, try await store.kinds(of: runs, .metrics)) {
            var expected: [String: Set<ValueType>] = [:]
            for key in try await store.keys(of: run, .metrics) {
                expected[key.name, default: []].formUnion(key.counts.keys)
            }
            var found: [String: Set<ValueType>] = [:]
            for kind in kinds { found[kind.name, default: []].formUnion(kind.types) }
            #expect(found == expected)
        }
    }

    private func checkConsole(_ run: RunKey) async throws {
        let state = model.stream(run, .console)
        let lines = try await store.lines(of: run, .numbers(0..<1_000_000))
        #expect(lines.map(\.number) == state.steps)
        for line in lines {
            #expect(state.rows[line.number] == ModelConsole.leaves(line))
        }
        let last = try await store.lines(of: run, .last(3))
        #expect(last == Array(lines.suffix(3)))
    }
}
