import RoostJSON

/// The variables by which a run finds its server, its identity and what the launch changed.
struct JobEnvironment: Sendable {
    var baseURL: String
    var spec: LaunchSpec
    var run: LaunchRun
    var image: String?
    /// The job artifact, as the launch names it.
    var job: String?
    /// The characters of one variable; what is longer comes in numbered pieces.
    var pieceCharacters = LaunchLimits.variableCharacters

    var variables: [String: String] {
        var variables = [
            "WANDB_BASE_URL": baseURL, "WANDB_API_KEY": spec.apiKey ?? run.apiKey, "WANDB_PROJECT": run.project,
            "WANDB_ENTITY": run.entity, "WANDB_LAUNCH": "True", "WANDB_RUN_ID": run.runID,
        ]
        variables["WANDB_DOCKER"] = image
        variables["WANDB_NAME"] = spec.name
        // With a key of its own the run is that key's user's.
        if spec.apiKey == nil { variables["WANDB_USERNAME"] = run.author ?? spec.author }
        variables["WANDB_SWEEP_ID"] = spec.sweepID
        if max(run.resumeCount, spec.resumeCount) > 0 { variables["WANDB_RESUME"] = "allow" }
        if run.itemID != nil || run.queue != nil {
            variables["WANDB_LAUNCH_QUEUE_NAME"] = run.queue
            variables["WANDB_LAUNCH_QUEUE_ENTITY"] = run.queueEntity
            variables["WANDB_LAUNCH_TRACE_ID"] = run.itemID
        }
        put("WANDB_CONFIG", .object(spec.overrides.config), into: &variables)
        put("WANDB_LAUNCH_FILE_OVERRIDES", .object(spec.overrides.files), into: &variables)
        var artifacts: JSONObject = [:]
        if let job { artifacts["_wandb_job"] = .string(job) }
        artifacts.merge(spec.overrides.artifacts) { mine, _ in mine }
        variables["WANDB_ARTIFACTS"] = JSON.object(artifacts).compactText
        return variables
    }

    /// A JSON value in one variable, or in as many numbered ones as its length needs.
    private func put(_ name: String, _ value: JSON, into variables: inout [String: String]) {
        let text = value.asciiText
        guard text.utf8.count > pieceCharacters else {
            variables[name] = text
            return
        }
        var rest = text[...]
        var number = 0
        while !rest.isEmpty {
            variables["\(name)_\(number)"] = String(rest.prefix(pieceCharacters))
            rest = rest.dropFirst(pieceCharacters)
            number += 1
        }
    }
}

extension JSON {
    /// JSON text of ASCII characters alone, so that a cut never falls into the middle of one.
    var asciiText: String {
        var text = ""
        for unit in compactText.utf16 {
            if unit < 0x80, let scalar = Unicode.Scalar(unit) {
                text.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }
}
