import Foundation
import RoostHistory

/// Durable ingest: many runs append at once, each waiting for its acknowledgement before its next batch.
enum IngestBench {
    struct Shape {
        let runs: Int
        let batches: Int
        let rows: Int
    }

    static func run(directory: String) async throws {
        for rows in [100, 220] {
            let shape = Shape(runs: 100, batches: rows == 100 ? 60 : 40, rows: rows)
            try await measure(shape, path: "\(directory)/ingest-\(rows).sqlite", merges: false)
            try await measure(shape, path: "\(directory)/ingest-merge-\(rows).sqlite", merges: true)
        }
        try await measure(
            Shape(runs: 100, batches: 100, rows: 2), path: "\(directory)/ingest-small.sqlite", merges: false)
    }

    private static func measure(_ shape: Shape, path: String, merges: Bool) async throws {
        let batches = try (0..<8).map { seed in
            var workload = Workload(seed: UInt64(seed + 1))
            return try (0..<shape.batches).map { batch in
                let steps = (batch * shape.rows)..<((batch + 1) * shape.rows)
                let body = Workload.body(offset: steps.lowerBound, lines: workload.rows(steps))
                return try FileStreamRequest.scan(bytes: body).metrics
            }
        }
        let history = try await EmbeddedHistory.open(path: path, mergesInBackground: merges)
        let cpu = Measure.processorSeconds()
        let seconds = try await Measure.seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for run in 0..<shape.runs {
                    group.addTask {
                        for batch in batches[run % batches.count] {
                            guard let batch else { continue }
                            _ = try await history.append(
                                batch, to: RunKey(Int64(run + 1)), stream: .metrics, writer: nil)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let used = Measure.processorSeconds() - cpu
        let values = Double(shape.runs * shape.batches * shape.rows * 12)
        print(
            """
            ingest, \(shape.runs) runs, \(shape.rows) rows x 12 values a batch, \(merges ? "merging" : "not merging"):
              \(Measure.text(values / seconds / 1e6, 2)) M values/s durable, \
            \(Measure.text(Double(shape.runs * shape.batches) / seconds, 0)) batches/s, \
            \(Measure.text(used * 1e9 / values, 0)) ns CPU a value
            """)
        var bytes: Int64 = 0
        for run in 0..<shape.runs { bytes += try await history.usage(of: RunKey(Int64(run + 1))) }
        print("  \(Measure.text(Double(bytes) / values, 2)) bytes a value as stored")
        if shape.rows >= 100 {
            let seconds = try await Measure.seconds {
                for run in 0..<shape.runs { try await history.compact(RunKey(Int64(run + 1))) }
            }
            bytes = 0
            for run in 0..<shape.runs { bytes += try await history.usage(of: RunKey(Int64(run + 1))) }
            print(
                """
                  compaction \(Measure.text(values / seconds / 1e6, 1)) M values/s, \
                then \(Measure.text(Double(bytes) / values, 2)) bytes a value
                """)
        }
        try await history.close()
    }
}
