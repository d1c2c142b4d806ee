import RoostHistory
import Testing

@Suite struct SeriesTests {
    /// A store with one run of these points, merged or not.
    private func store(
        _ points: [(step: Int64, y: Double)], merged: Bool
    ) async throws -> (EmbeddedHistory, EmbeddedFactory) {
        let factory = try EmbeddedFactory()
        let store = try await factory.open()
        var offset = 0
        while offset < points.count {
            let part = points[offset..<min(offset + 5000, points.count)]
            let lines = part.map { #"{"_step":\#($0.step),"y":\#(text($0.y)),"nested":{"y":\#($0.step)}}"# }
            let batch = try RowBatch(stream: .metrics, offset: Int64(offset), lines: lines)
            _ = try await store.append(batch, to: RunKey(1), stream: .metrics, writer: nil)
            offset += part.count
        }
        if merged { try await store.compact(RunKey(1)) }
        return (store, factory)
    }

    private func text(_ value: Double) -> String {
        value.isNaN ? "NaN" : value.isFinite ? value.description : value > 0 ? "Infinity" : "-Infinity"
    }

    /// Enough points for several blocks and every level of cells, with gaps, not-a-number and infinities.
    @Test(arguments: [true, false])
    func agreesWithTheCurveItself(merged: Bool) async throws {
        var random = SeededRandom(seed: 21)
        var step: Int64 = 0
        var value = 0.0
        let points = (0..<30_000).map { index -> (step: Int64, y: Double) in
            step += index.isMultiple(of: 1000) ? 5000 : Int64.random(in: 1...3, using: &random)
            value += Double.random(in: -1...1, using: &random)
            let special = Int.random(in: 0..<400, using: &random)
            if 20_000..<20_300 ~= index { return (step, .nan) }
            return (step, [.nan, .infinity, -.infinity].dropFirst(special).first ?? value)
        }
        let (store, factory) = try await store(points, merged: merged)
        defer { _ = factory }
        let all = points.map { ModelSeries.Point(x: Double($0.step), y: $0.y) }
        var query = SeriesQuery(run: RunKey(1), key: "y")
        for buckets in [1, 2, 17, 100, 1500, 29_999, 30_000] {
            query.buckets = buckets
            let series = try await store.series(query)
            ModelSeries.check(series, all, buckets: buckets)
            if buckets == 1500 { #expect(series.bucketCount > 400) }
        }
        for _ in 0..<25 {
            let low = Double.random(in: -100...Double(step), using: &random)
            let range = low...(low + Double.random(in: 0...1, using: &random) * Double(step) / 3)
            query.range = range
            query.buckets = Int.random(in: 1...2000, using: &random)
            ModelSeries.check(try await store.series(query), all.filter { range ~= $0.x }, buckets: query.buckets)
        }
        try await store.close()
    }

    /// Steps that were written again, in parts of chunks and over their ends, before and after they are merged.
    @Test func agreesWhereWritesOverlap() async throws {
        let points = (0..<12_000).map { (step: Int64($0), y: Double($0 % 101)) }
        let (store, factory) = try await store(points, merged: true)
        defer { _ = factory }
        var values = Dictionary(uniqueKeysWithValues: points.map { ($0.step, $0.y) })
        for (round, start) in [Int64(3000), 11_900, 3100, 0].enumerated() {
            let steps = Array(stride(from: start, to: start + 400, by: round + 1))
            for step in steps {
                values[step] = Double(-round - 1) * 1000 - Double(step)
            }
            let lines = steps.map { #"{"_step":\#($0),"y":\#(values[$0] ?? 0)}"# }
            let batch = try RowBatch(stream: .metrics, offset: 12_000 + Int64(round * 400), lines: lines)
            _ = try await store.append(batch, to: RunKey(1), stream: .metrics, writer: nil)
        }
        let all = values.sorted { $0.key < $1.key }.map { ModelSeries.Point(x: Double($0.key), y: $0.value) }
        for _ in 0..<2 {
            for buckets in [1, 10, 100, 1000, 20_000] {
                let series = try await store.series(SeriesQuery(run: RunKey(1), key: "y", buckets: buckets))
                ModelSeries.check(series, all, buckets: buckets)
            }
            let zoom = SeriesQuery(run: RunKey(1), key: "y", range: 2950...3520, buckets: 30)
            ModelSeries.check(try await store.series(zoom), all.filter { 2950...3520 ~= $0.x }, buckets: 30)
            try await store.compact(RunKey(1))
        }
        try await store.close()
    }

    /// A bucket is about as wide as asked for: zooming in shows detail.
    @Test func bucketsFollowTheRange() async throws {
        let points = (0..<20_000).map { (step: Int64($0), y: Double($0 % 7)) }
        let (store, factory) = try await store(points, merged: true)
        defer { _ = factory }
        let query = SeriesQuery(run: RunKey(1), key: "y", range: 5000...15_000, buckets: 50)
        let series = try await store.series(query)
        #expect(series.bucketCount == 50)
        for index in 0..<50 {
            #expect(abs(series.firstX[index] - (5000 + Double(index) * 200)) <= 256)
            #expect(series.count[index] >= 1 && series.count[index] <= 512)
        }
        try await store.close()
    }

    @Test func drawsOverOtherKeys() async throws {
        let factory = try EmbeddedFactory()
        let store = try await factory.open()
        let lines = [
            #"{"_step":0,"y":1,"x":3,"_timestamp":1e9,"_runtime":0.5}"#, #"{"_step":1,"y":2,"x":1,"_timestamp":1e9}"#,
            #"{"_step":2,"y":3}"#, #"{"_step":3,"y":4,"x":2.5,"_runtime":9}"#, #"{"_step":4,"x":7}"#,
            #"{"_step":5,"y":"text","x":8}"#, #"{"_step":6,"y":5,"x":NaN}"#, #"{"_step":7,"y":NaN,"x":4}"#,
        ]
        let batch = try RowBatch(stream: .metrics, offset: 0, lines: lines)
        let result = try await store.append(batch, to: RunKey(1), stream: .metrics, writer: nil)
        var query = SeriesQuery(run: RunKey(1), key: "y", axis: .metric("x"))
        var series = try await store.series(query)
        #expect(series.isExact && series.firstX == [1, 2.5, 3, 4] && series.lastX == [1, 2.5, 3, 4])
        #expect(Array(series.mean.dropLast()) == [2, 4, 1] && series.nanCount == [0, 0, 0, 1])
        #expect(series.lastSequence == result.sequence)
        query.range = 2...3
        series = try await store.series(query)
        #expect(series.firstX == [2.5, 3] && series.first == [4, 1])
        query.range = nil
        query.axis = .wallTime
        #expect(try await store.series(query).firstX == [1e9, 1e9])
        query.axis = .relativeTime
        #expect(try await store.series(query).firstX == [0.5, 9])
        query.axis = .metric("_step")
        #expect(try await store.series(query).firstX == [0, 1, 2, 3, 6, 7])
        query.axis = .metric("nothing")
        #expect(try await store.series(query).bucketCount == 0)
        query.key = "nothing"
        query.axis = .step
        #expect(try await store.series(query).bucketCount == 0)
        try await store.close()
    }

    /// Clients count the seconds of forks and of rewound runs from zero.
    @Test func relativeTimeGoesOnWhereClocksBeginAnew() async throws {
        let factory = try EmbeddedFactory()
        let store = try await factory.open()
        let (base, fork, second) = (RunKey(1), RunKey(2), RunKey(3))
        func log(_ run: RunKey, _ rows: [(step: Int64, seconds: Double)]) async throws {
            let state = try await store.state(of: run, .metrics)
            let lines = rows.map { #"{"_step":\#($0.step),"y":\#($0.step),"_runtime":\#($0.seconds)}"# }
            let batch = try RowBatch(stream: .metrics, offset: state.lineCount, lines: lines)
            _ = try await store.append(batch, to: run, stream: .metrics, writer: nil)
        }
        func series(_ run: RunKey, lastStep: Int64 = .max) async throws -> Series {
            try await store.series(SeriesQuery(run: run, key: "y", axis: .relativeTime, lastStep: lastStep))
        }
        try await log(base, [(0, 1), (1, 2), (2, 4), (3, 8)])
        #expect(try await series(base).firstX == [1, 2, 4, 8])
        #expect(try await series(base).clockOffset == 0)

        _ = try await store.fork(fork, from: base, throughStep: 2)
        #expect(try await series(fork).clockOffset == 4)
        try await log(fork, [(3, 0.5), (4, 1)])
        #expect(try await series(fork).firstX == [1, 2, 4, 4.5, 5])
        #expect(try await series(fork, lastStep: 3).firstX == [1, 2, 4, 4.5])

        _ = try await store.fork(second, from: fork, throughStep: 3)
        try await log(second, [(4, 3)])
        #expect(try await series(second).firstX == [1, 2, 4, 4.5, 7.5])

        _ = try await store.truncate(fork, .metrics, afterStep: 1)
        try await log(fork, [(2, 0.25)])
        #expect(try await series(fork).firstX == [1, 2, 2.25])
        #expect(try await series(fork).clockOffset == 2)

        #expect(try await series(fork, lastStep: .min).bucketCount == 0)
        _ = try await store.truncate(fork, .metrics, afterStep: .min)
        #expect(try await series(fork).bucketCount == 0)
        try await log(fork, [(0, 3)])
        #expect(try await series(fork).firstX == [3])
        try await store.close()
    }

    /// The widest axis that doubles have.
    @Test func copesWithExtremeAxes() async throws {
        let factory = try EmbeddedFactory()
        let store = try await factory.open()
        let edge = (Int64(1) << 62) - 1
        let lines = [-edge, -1, 0, 1, edge].enumerated().map { index, step in
            #"{"_step":\#(step),"y":\#(index),"x":\#(["-1.7e308", "-1.0", "0.0", "1.0", "1.7e308"][index])}"#
        }
        let batch = try RowBatch(stream: .metrics, offset: 0, lines: lines)
        _ = try await store.append(batch, to: RunKey(1), stream: .metrics, writer: nil)
        for axis in [SeriesQuery.Axis.step, .metric("x")] {
            for buckets in 1...5 {
                let series = try await store.series(SeriesQuery(run: RunKey(1), key: "y", axis: axis, buckets: buckets))
                #expect(series.count.reduce(0, +) == 5 && series.bucketCount <= buckets)
                #expect(series.last.last == 4 && series.first.first == 0)
            }
        }
        let all = SeriesQuery(run: RunKey(1), key: "y", range: -.infinity ... .infinity, buckets: 2)
        #expect(try await store.series(all).count.reduce(0, +) == 5)
        try await store.close()
    }
}
