import Foundation
import RoostLog

/// A run's directory with a log that a test writes.
struct SampleLog {
    let directory: String
    let path: String
    let writer: LogWriter

    init(in parent: TemporaryDirectory, run: String = "abc", _ change: (inout LogRunRecord) -> Void = { _ in }) throws {
        directory = parent.file("offline-run-20260101_120000-\(run)")
        path = "\(directory)/run-\(run).wandb"
        try FileManager.default.createDirectory(atPath: "\(directory)/files", withIntermediateDirectories: true)
        writer = try LogWriter(creating: path, producer: "test")
        try writer.append(
            .with { record in
                record.run.runID = run
                record.run.project = "project"
                record.run.startTime.seconds = 1_767_268_800
                change(&record.run)
            })
    }

    func history(_ step: Int64, _ values: (String, Double)...) throws {
        try writer.history(step: step) { row in
            for (key, value) in values { row.add(key, value) }
        }
    }

    func console(_ text: String) throws {
        try writer.append(
            .with { record in
                record.outputRaw.outputType = .stdout
                record.outputRaw.line = text
                record.outputRaw.timestamp.seconds = 1_767_268_800
            })
    }

    func stats(_ key: String, _ value: Double, second: Int64 = 0) throws {
        try writer.append(
            .with { record in
                record.stats.timestamp.seconds = 1_767_268_800 + second
                record.stats.item = [
                    .with {
                        $0.key = key
                        $0.valueJson = "\(value)"
                    }
                ]
            })
    }

    func save(_ name: String, _ text: String, _ policy: LogFilesItem.PolicyType = .now) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/files/\(name)"))
        try writer.append(
            .with { record in
                record.files.files = [
                    .with {
                        $0.path = name
                        $0.policy = policy
                    }
                ]
            })
    }

    func end(code: Int32 = 0) throws {
        try writer.append(.with { $0.exit.exitCode = code })
        try writer.close()
    }
}
