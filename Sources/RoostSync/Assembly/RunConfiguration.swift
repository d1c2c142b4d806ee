import RoostJSON
import RoostLog
import SwiftProtobuf

/// The configuration of a run: the user's values and what stands under `_wandb`.
struct RunConfiguration {
    private var values = JSON.emptyObject
    private(set) var telemetry = TelemetrySet()
    private(set) var environment: LogEnvironmentRecord?
    var metrics = MetricDefinitions()
    /// Where the run was forked from or rewound to.
    private var branchPoint: LogBranchPoint?

    mutating func apply(_ record: LogConfigRecord) {
        for item in record.update {
            let path = itemPath(key: item.key, nested: item.nestedKey)
            values.set(JSON(logText: item.valueJson), at: path)
        }
        for item in record.remove {
            values.remove(at: itemPath(key: item.key, nested: item.nestedKey))
        }
    }

    mutating func apply(_ run: LogRunRecord) {
        if run.hasConfig { apply(run.config) }
        if run.hasTelemetry { telemetry.add(run.telemetry) }
        if run.hasBranchPoint, !run.branchPoint.run.isEmpty { branchPoint = run.branchPoint }
    }

    mutating func apply(_ record: LogTelemetryRecord) {
        telemetry.add(record)
    }

    mutating func apply(_ record: LogEnvironmentRecord) {
        guard var merged = environment else {
            environment = record
            return
        }
        if let bytes: [UInt8] = try? record.serializedBytes() { try? merged.merge(serializedBytes: bytes) }
        environment = merged
    }

    /// The environment as `wandb-metadata.json` holds it.
    var metadata: JSON? {
        guard let environment, let text = try? environment.jsonString() else { return nil }
        return JSON(logText: text)
    }

    /// Whether there is a value of the user's.
    var hasValues: Bool { (values.objectValue ?? [:]).keys.contains { $0 != "_wandb" } }

    /// Every key under `{"value": …}`, as it is sent.
    var encoded: JSON {
        var members: JSONObject = [:]
        for (key, value) in values.objectValue ?? [:] where key != "_wandb" {
            members[key] = .object(["value": value])
        }
        members["_wandb"] = .object(["value": .object(internalValues)])
        return .object(members)
    }

    private var internalValues: JSONObject {
        var members = values["_wandb"]?.objectValue ?? [:]
        let record = telemetry.record
        if !record.cliVersion.isEmpty { members["cli_version"] = .string(record.cliVersion) }
        if !record.pythonVersion.isEmpty { members["python_version"] = .string(record.pythonVersion) }
        members["t"] = telemetry.encoded
        members["m"] = metrics.encoded
        if let environment, !environment.writerID.isEmpty, let metadata {
            members["e"] = .object([environment.writerID: metadata])
        }
        if let branchPoint, members["branch_point"] == nil {
            let step = Int64(exactly: branchPoint.value).map(JSON.int) ?? .number(branchPoint.value)
            members["branch_point"] = .object(["run_id": .string(branchPoint.run), "step": step])
        }
        return members
    }
}
