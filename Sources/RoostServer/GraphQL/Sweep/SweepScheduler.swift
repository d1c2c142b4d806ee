import RoostJSON

/// The job that schedules a search's runs: what the client wants queued, and where.
struct SweepScheduler: Sendable {
    /// Stands in the specification for the name that only the server knows.
    private static let placeholder = "WANDB_SWEEP_ID"

    let queue: String
    let project: String?
    let spec: JSON

    /// - Parameter text: `{"queue": …, "run_queue_project": …, "run_spec": "{…}"}`.
    init(json text: String) throws {
        let json = try JSON(parsing: text)
        guard let queue = json["queue"]?.stringValue, let spec = json["run_spec"]?.stringValue else {
            throw ServerError.invalid(
                field: "launchScheduler", value: text, expected: #"{"queue": NAME, "run_spec": "{…}"}"#)
        }
        self.init(queue: queue, project: json["run_queue_project"]?.stringValue, spec: try JSON(parsing: spec))
    }

    private init(queue: String, project: String?, spec: JSON) {
        (self.queue, self.project, self.spec) = (queue, project, spec)
    }

    /// The same for the search of a name.
    func named(_ name: String) -> SweepScheduler {
        SweepScheduler(queue: queue, project: project, spec: Self.replace(spec, by: name))
    }

    var json: JSON {
        var members: JSONObject = ["queue": .string(queue), "run_spec": .string(spec.text)]
        if let project { members["run_queue_project"] = .string(project) }
        return .object(members)
    }

    private static func replace(_ value: JSON, by name: String) -> JSON {
        if let text = value.stringValue { return .string(text.replacing(placeholder, with: name)) }
        if let list = value.arrayValue { return .array(list.map { replace($0, by: name) }) }
        guard var members = value.objectValue else { return value }
        for (key, member) in members { members[key] = replace(member, by: name) }
        return .object(members)
    }
}
