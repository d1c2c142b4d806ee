import RoostJSON

/// What a queue adds to the specifications that are put into it.
public struct QueueDefaults: Sendable, Hashable {
    /// What its jobs are started with unless they say otherwise, such as `local-process`.
    public let resource: String?
    /// `{"resource_args": {"<resource>": {…}}, "needs": {…}, "retry": {…}}`.
    public let config: JSON
    public let variables: TemplateVariables

    public init(resource: String? = nil, config: JSON = [:], variables: TemplateVariables = TemplateVariables()) {
        self.resource = resource
        self.config = config
        self.variables = variables
    }

    /// Checks a configuration as far as it can be checked before a job comes.
    ///
    /// - Throws: ``QueueError`` with the path of what is wrong.
    public static func check(config: JSON) throws(QueueError) {
        guard let members = config.objectValue else {
            throw .invalid(path: "config", value: config, expected: "an object with resource_args")
        }
        if let args = members["resource_args"] {
            guard let byResource = args.objectValue else {
                throw .invalid(path: "resource_args", value: args, expected: "an object of objects, by resource")
            }
            for (name, value) in byResource where value.objectValue == nil {
                throw .invalid(path: "resource_args.\(name)", value: value, expected: "an object")
            }
        }
        if let retry = members["retry"], !retry.isNull { _ = try RetryBudget(json: retry) }
    }
}

/// A specification as it is kept: with what its queue adds.
public struct QueuedSpec: Sendable, Hashable {
    public let spec: JSONObject
    public let resource: String?
    public let needs: Needs
    /// What the specification says of retries; `nil` leaves it to the queue.
    public let retry: RetryBudget?

    /// Merges a specification with its queue's defaults: what the specification says wins, object by object.
    ///
    /// - Parameter values: the chosen values of the template variables.
    /// - Throws: ``QueueError`` with the path of what is wrong.
    public init(spec: JSON, defaults: QueueDefaults, values: JSONObject) throws(QueueError) {
        guard var members = spec.objectValue else {
            throw .invalid(path: "run_spec", value: spec, expected: "an object")
        }
        try Self.check(members)
        let chosen = try defaults.variables.values(choosing: values)
        let config = TemplateVariables.replace(in: defaults.config, by: chosen)
        if members["resource"]?.stringValue == nil, let resource = defaults.resource {
            members["resource"] = .string(resource)
        }
        if let added = config["resource_args"], !added.isNull {
            let own = members["resource_args"].flatMap { $0.isNull ? nil : $0 } ?? [:]
            members["resource_args"] = Self.merge(own, over: added)
        }
        if members["needs"] == nil, let needs = config["needs"] { members["needs"] = needs }
        if members["retry"] == nil, let retry = config["retry"] { members["retry"] = retry }
        resource = members["resource"]?.stringValue
        needs =
            try members["needs"].flatMap { $0.isNull ? nil : $0 }.map { json throws(QueueError) in
                try Needs(json: json)
            } ?? Needs()
        retry = try members["retry"].flatMap { $0.isNull ? nil : $0 }.map { json throws(QueueError) in
            try RetryBudget(json: json)
        }
        self.spec = members
    }

    /// The parts whose type matters to the server and to every agent.
    private static func check(_ members: JSONObject) throws(QueueError) {
        for name in ["entity", "project", "job", "name", "resource", "run_id", "author", "sweep_id"] {
            guard let value = members[name], !value.isNull, value.stringValue == nil else { continue }
            throw .invalid(path: name, value: value, expected: "a string")
        }
        for name in ["docker", "git", "resource_args", "overrides"] {
            guard let value = members[name], !value.isNull, value.objectValue == nil else { continue }
            throw .invalid(path: name, value: value, expected: "an object")
        }
        if let args = members["overrides"]?["args"], !args.isNull, args.arrayValue == nil {
            throw .invalid(path: "overrides.args", value: args, expected: "a list of strings")
        }
    }

    private static func merge(_ own: JSON, over added: JSON) -> JSON {
        guard let ownMembers = own.objectValue, var merged = added.objectValue else { return own }
        for (name, value) in ownMembers {
            merged[name] = merged[name].map { merge(value, over: $0) } ?? value
        }
        return .object(merged)
    }
}
