import RoostHistory

/// Reading of a run of a million steps.
enum ReadBench {
    static let steps = 1_000_000

    static func run(directory: String) async throws {
        let run = RunKey(1)
        let path = "\(directory)/read.sqlite"
        var history = try await EmbeddedHistory.open(path: path)
        var workload = Workload(seed: 7)
        let size = 2000
        for start in stride(from: 0, to: steps, by: size) {
            let body = Workload.body(offset: start, lines: workload.rows(start..<(start + size)))
            guard let batch = try FileStreamRequest.scan(bytes: body).metrics else { continue }
            _ = try await history.append(batch, to: run, stream: .metrics, writer: nil)
        }
        try await series(history, run, "as merged in the background")
        let compaction = try await Measure.seconds { try await history.compact(run) }
        print("compact a run of \(steps) x 12 values: \(Measure.text(compaction, 2)) s")
        try await series(history, run, "compacted")
        try await other(history, run)
        try await history.close()
        history = try await EmbeddedHistory.open(path: path)
        let cold = try await Measure.seconds {
            _ = try await history.series(SeriesQuery(run: run, key: "train/loss"))
        }
        print("first series after opening (decoding, pages cached by the system): \(Measure.text(cold * 1e3, 2)) ms")
        try await history.close()
    }

    private static func series(_ history: EmbeddedHistory, _ run: RunKey, _ state: String) async throws {
        let query = SeriesQuery(run: run, key: "train/loss", buckets: 1500)
        let series = try await history.series(query)
        let all = try await Measure.median(101) { _ = try await history.series(query) }
        var zoom = query
        zoom.range = 333_333...353_333
        let zoomed = try await Measure.median(101) { _ = try await history.series(zoom) }
        zoom.range = 500_000...500_900
        let exact = try await Measure.median(101) { _ = try await history.series(zoom) }
        var timed = query
        timed.axis = .wallTime
        _ = try await history.series(timed)
        let time = try await Measure.median(5) { _ = try await history.series(timed) }
        print(
            """
            series of 1,500 buckets of \(steps) steps, \(state), warm: \(Measure.text(all * 1e3, 3)) ms \
            (\(series.bucketCount) buckets), 2 % of it \(Measure.text(zoomed * 1e3, 3)) ms, \
            900 points \(Measure.text(exact * 1e3, 3)) ms, over wall time \(Measure.text(time * 1e3, 1)) ms
            """)
    }

    private static func other(_ history: EmbeddedHistory, _ run: RunKey) async throws {
        var rows = 0
        var bytes = 0
        let processor = Measure.processorSeconds()
        let scan = try await Measure.seconds {
            var next: Int64? = 0
            while let start = next {
                let query = RowQuery(steps: start..<RowQuery.allSteps.upperBound, limit: 10_000)
                let page = try await history.rows(of: run, .metrics, matching: query)
                rows += page.count
                bytes += page.text.count
                next = page.nextStep
            }
        }
        print(
            """
            all rows: \(rows) rows, \(Measure.text(scan, 2)) s \
            (\(Measure.text(Measure.processorSeconds() - processor, 2)) s of processor), \(Measure.text(Double(rows) / scan / 1e3, 0)) k rows/s, \
            \(Measure.text(Double(rows) * 13 / scan / 1e6, 1)) M values/s, \
            \(Measure.text(Double(bytes) / scan / 1e6, 0)) MB/s of JSON
            """)
        let sample = try await Measure.seconds {
            _ = try await history.sampledRows(of: run, .metrics, matching: RowQuery(limit: 500))
        }
        let keyed = try await Measure.seconds {
            _ = try await history.sampledRows(
                of: run, .metrics, matching: RowQuery(keys: ["_step", "train/loss"], limit: 500))
        }
        let keys = try await Measure.median(21) { _ = try await history.keys(of: run, .metrics) }
        let state = try await Measure.median(21) { _ = try await history.state(of: run, .metrics) }
        let tail = try await Measure.median(21) { _ = try await history.tail(of: run, .metrics, count: 1) }
        let usage = Double(try await history.usage(of: run)) / Double(steps * 12)
        print(
            """
            500 sampled rows \(Measure.text(sample * 1e3, 1)) ms, of one key \(Measure.text(keyed * 1e3, 1)) ms, \
            keys \(Measure.text(keys * 1e3, 2)) ms, state \(Measure.text(state * 1e3, 2)) ms, \
            last row \(Measure.text(tail * 1e3, 2)) ms, \(Measure.text(usage, 2)) bytes a value
            """)
    }
}
