import Foundation
import RoostLog

/// Writes the directory of an offline run.
struct OfflineRun {
    let folder: String
    let id: String
    let rows: Int
    /// How many values each row holds, beside its step and times.
    let keys: Int

    var directory: String { "\(folder)/offline-run-20260101_120000-\(id)" }

    func write() throws {
        try FileManager.default.createDirectory(atPath: directory + "/files", withIntermediateDirectories: true)
        let writer = try LogWriter(creating: "\(directory)/run-\(id).wandb", producer: "bench")
        try writer.append(
            .with { record in
                record.run.runID = id
                record.run.project = "bench"
                record.run.startTime.seconds = Self.start
                record.run.telemetry.cliVersion = "0.31.0"
            })
        let names = (0..<keys).map { "metric_\($0)" }
        var value: Float = 1
        for step in 0..<rows {
            let waiting = try writer.history(step: Int64(step)) { row in
                for name in names {
                    value = value * 0.999 + Float(step % 97) * 1e-3
                    row.add(name, Double(value))
                }
                row.add("_timestamp", microseconds: Self.start * 1_000_000 + Int64(step) * 1000)
                row.add("_runtime", microseconds: Int64(step) * 1000)
            }
            try writer.flushIfDue(waiting)
        }
        try writer.append(.with { $0.exit.exitCode = 0 })
        try writer.close()
    }

    private static let start: Int64 = 1_767_268_800
}
