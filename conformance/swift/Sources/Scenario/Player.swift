import Foundation
import Roost
import RoostJSON

/// Plays the steps of a scenario, one after another.
struct Player {
    struct UnknownStep: Error { let name: String }

    var seen: [JSON] = []
    private var run: Run?

    var current: Run {
        get throws {
            guard let run else { throw UnknownStep(name: "a step before the first run") }
            return run
        }
    }

    mutating func play(_ name: String, _ step: JSON) async throws -> JSON {
        switch name {
        case "run":
            run = try await Self.start(step)
            return Self.describe(try current)
        case "log":
            try current.log(
                contentsOf: Self.values(step["values"]), step: step["step"]?.intValue.map { Int($0) },
                commit: step["commit"]?.boolValue)
        case "log_each":
            for index in 0..<Int(step["count"]?.intValue ?? 0) {
                try current.log(["i": index, "half": Double(index) / 2])
            }
        case "log_at_once": try await logAtOnce(step)
        case "train": return try await Self.train(try current, step)
        case "define_metric": try define(step)
        case "summary":
            for (key, value) in step.objectValue ?? [:] {
                try current.summary[key] = value == .null ? nil : Self.value(value)
            }
        case "config":
            try current.config.update(.json(step["values"] ?? [:]), allowValChange: step["allow_val_change"]?.boolValue)
        case "name": try current.name = step.stringValue ?? ""
        case "notes": try current.notes = step.stringValue
        case "tags": try current.tags += Self.texts(step) ?? []
        case "save":
            let saved = try current.save(
                step["pattern"]?.stringValue ?? "", basePath: step["base_path"]?.stringValue,
                policy: SavePolicy(rawValue: step["policy"]?.stringValue ?? "live") ?? .live)
            return .array(saved.map(JSON.string))
        case "log_artifact": return try await log(artifact: step)
        case "log_path":
            let artifact = try await current.logArtifact(
                step["path"]?.stringValue ?? "", type: step["type"]?.stringValue ?? "unspecified")
            try await artifact.wait(timeoutSeconds: 60)
            return .string(artifact.qualifiedName ?? "")
        case "use_artifact": return try await use(artifact: step)
        case "alert":
            try current.alert(
                title: step["title"]?.stringValue ?? "", text: step["text"]?.stringValue ?? "",
                level: AlertLevel(rawValue: step["level"]?.stringValue ?? "INFO") ?? .info,
                waitSeconds: step["wait"]?.doubleValue ?? 60)
        case "preempting": try current.markPreempting()
        case "print": print(step.stringValue ?? "", terminator: "")
        case "print_error": FileHandle.standardError.write(Data((step.stringValue ?? "").utf8))
        case "write":
            try Data((step["text"]?.stringValue ?? "").utf8).write(to: URL(filePath: step["path"]?.stringValue ?? ""))
        case "sleep": try await Task.sleep(for: .seconds(step.doubleValue ?? 0))
        case "wait_for": try await Self.waitForFile(step.stringValue ?? "")
        case "describe": return Self.describe(try current)
        case "current": return Run.current.map { .string($0.id) } ?? .null
        case "finish": try await current.finish(exitCode: Int(step.intValue ?? 0))
        case "exit": exit(Int32(step.intValue ?? 0))
        case "kill": kill(getpid(), SIGKILL)
        case "launch": return try await Self.launch(step)
        case "launch_add": return try await Self.launchAdd(step)
        default: throw UnknownStep(name: name)
        }
        return .null
    }

    private func define(_ step: JSON) throws {
        try current.defineMetric(
            step["name"]?.stringValue ?? "", stepMetric: step["step_metric"]?.stringValue,
            stepSync: step["step_sync"]?.boolValue, hidden: step["hidden"]?.boolValue,
            summary: Set((Self.texts(step["summary"]) ?? []).compactMap(MetricDefinition.Aggregation.init)),
            goal: step["goal"]?.stringValue.flatMap(MetricDefinition.Goal.init),
            overwrite: step["overwrite"]?.boolValue ?? false)
    }

    /// Waits until a file is there, by which the other side says that it is ready.
    private static func waitForFile(_ path: String) async throws {
        for _ in 0..<6_000 {
            if FileManager.default.fileExists(atPath: path) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw UnknownStep(name: "\(path) does not appear")
    }

    static func texts(_ value: JSON?) -> [String]? { value?.arrayValue?.compactMap(\.stringValue) }

    private static func describe(_ run: Run) -> JSON {
        [
            "id": .string(run.id), "name": .string(run.name), "entity": .string(run.entity),
            "project": .string(run.project), "url": run.url.map(JSON.string) ?? .null, "dir": .string(run.dir),
            "sync_dir": .string(run.syncDir), "mode": .string(run.mode.rawValue), "resumed": .bool(run.isResumed),
            "starting_step": .int(Int64(run.startingStep)), "step": .int(Int64(run.step)),
            "group": run.group.map(JSON.string) ?? .null, "job_type": run.jobType.map(JSON.string) ?? .null,
            "sweep": run.sweepID.map(JSON.string) ?? .null, "notes": run.notes.map(JSON.string) ?? .null,
            "tags": .array(run.tags.map(JSON.string)), "config": run.config.json, "summary": run.summary.json,
        ]
    }
}
