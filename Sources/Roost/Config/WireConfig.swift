import RoostJSON
import RoostLog

/// A config as the wire has it: each value wrapped, and the tracker's own notes under `_wandb`.
enum WireConfig {
    /// - Parameters:
    ///   - members: what people have set.
    ///   - telemetry: by its presence the server knows that the run has started.
    ///   - origin: the step of another run, or of an earlier state of this one, that the run goes on from.
    static func wrap(_ members: JSONObject, telemetry: RunTelemetry, origin: RunMoment?) -> JSON {
        var wrapped = JSONObject()
        for (key, value) in members where key != "_wandb" { wrapped[key] = ["value": value] }
        var notes: JSONObject = [
            "cli_version": .string(RoostVersion.current), "t": telemetry.wire, "m": [],
        ]
        if let origin { notes["branch_point"] = ["run_id": .string(origin.run), "step": .int(origin.step)] }
        wrapped["_wandb"] = ["value": .object(notes)]
        return .object(wrapped)
    }

    /// What of a stored config's notes a resumed run keeps: charts and the class names of masks and boxes.
    static func lastingNotes(_ stored: JSON) -> JSONObject {
        let notes = stored["_wandb"]?["value"]?.objectValue ?? [:]
        return notes.filter { ["viz", "visualize", "mask/class_labels", "bounding_box/class_labels"].contains($0.key) }
    }

    /// The values of a stored config without their wrapping and without the tracker's notes.
    static func unwrap(_ stored: JSON) -> JSONObject {
        var members: JSONObject = [:]
        for (key, item) in stored.objectValue ?? [:] where key != "_wandb" {
            if let value = item["value"] { members[key] = value }
        }
        return members
    }
}
