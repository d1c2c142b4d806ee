import RoostJSON

/// What a launch tells the program that it starts, in environment variables.
struct LaunchSurroundings: Sendable {
    /// The values of the config that the launch has chosen.
    let config: JSONObject
    /// What the run's config notes of its launch.
    let notes: JSONObject

    /// - Returns: `nil` for a program that no launch has started.
    /// - Throws: ``UsageError`` for a config that is no JSON object.
    init?(_ variables: [String: String]) throws(UsageError) {
        guard let flag = variables["WANDB_LAUNCH"]?.lowercased(), ["true", "1", "yes", "t", "y", "on"].contains(flag)
        else { return nil }
        config = try Self.config(variables)
        var notes: JSONObject = [:]
        for (key, variable) in [
            ("launch_queue_name", "WANDB_LAUNCH_QUEUE_NAME"), ("launch_queue_entity", "WANDB_LAUNCH_QUEUE_ENTITY"),
            ("launch_trace_id", "WANDB_LAUNCH_TRACE_ID"),
        ] {
            if let value = variables[variable], !value.isEmpty { notes[key] = .string(value) }
        }
        self.notes = notes
    }

    /// The config, which may be cut into pieces: variables have a greatest length.
    private static func config(_ variables: [String: String]) throws(UsageError) -> JSONObject {
        var text = variables["WANDB_CONFIG"] ?? ""
        if text.isEmpty {
            var number = 0
            while let piece = variables["WANDB_CONFIG_\(number)"] {
                text += piece
                number += 1
            }
        }
        if text.isEmpty { return [:] }
        guard let members = try? JSON(parsing: text).objectValue else {
            throw UsageError(
                argument: "WANDB_CONFIG", value: String(text.prefix(100)), problem: "it is no JSON object",
                remedy: "A launch sets it to its overrides of the config.")
        }
        return members
    }
}
