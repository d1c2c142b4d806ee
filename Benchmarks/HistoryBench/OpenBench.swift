import RoostHistory

/// Opening a store of many runs.
enum OpenBench {
    static func run(directory: String) async throws {
        let path = "\(directory)/open.sqlite"
        var history = try await EmbeddedHistory.open(path: path)
        var workload = Workload(seed: 3)
        let batch = try RowBatch(stream: .metrics, offset: 0, lines: workload.rows(0..<200))
        try await withThrowingTaskGroup(of: Void.self) { [history] group in
            for run in 1...1000 {
                group.addTask {
                    _ = try await history.append(batch, to: RunKey(Int64(run)), stream: .metrics, writer: nil)
                }
            }
            try await group.waitForAll()
        }
        try await history.close()
        let seconds = try await Measure.seconds { history = try await EmbeddedHistory.open(path: path) }
        let state = try await Measure.seconds { _ = try await history.state(of: RunKey(500), .metrics) }
        print(
            "open a store of 1,000 runs: \(Measure.text(seconds * 1e3, 1)) ms, then a first state \(Measure.text(state * 1e3, 2)) ms"
        )
        try await history.close()
    }
}
