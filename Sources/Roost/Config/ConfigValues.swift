import RoostJSON

/// The values of a config and the rules by which they change. A pure value; ``Config`` guards one with a lock.
struct ConfigValues: Sendable {
    private(set) var members: JSONObject = [:]
    /// Whether a value may replace a different one without being asked.
    var allowsChange = false
    /// Keys that a sweep has set: nobody else changes them.
    private(set) var locked: Set<String> = []

    /// A key and its value as they may be stored.
    ///
    /// Hyphens around a key are dropped, as those of command-line flags. Not-a-number and the infinities become
    /// `null`, which is what the wire's config has for them.
    private static func item(_ key: String, _ value: RunValue) throws(UsageError) -> (key: String, value: JSON) {
        var name = key[...]
        while name.first == "-" { name.removeFirst() }
        while name.last == "-" { name.removeLast() }
        guard !name.isEmpty else {
            throw UsageError(
                argument: "config", value: key, problem: "the key is empty", remedy: "Give each value a name.")
        }
        guard let json = value.json else {
            throw UsageError(
                argument: "config[\"\(key)\"]", value: "media", problem: "media cannot be part of a config",
                remedy: "Log it: run.log([\"\(key)\": …]).")
        }
        let clean = json.withoutNonFiniteNumbers
        let bytes = clean.text.utf8.count
        guard bytes <= RunLimits.configValueBytes else {
            throw UsageError(
                argument: "config[\"\(key)\"]", value: "\(bytes) bytes",
                problem: "a config value may have at most \(RunLimits.configValueBytes >> 20) MB",
                remedy: "Save it as a file: run.save(…).")
        }
        return (String(name), clean)
    }

    /// Sets values; none of them when one of them is refused.
    ///
    /// - Returns: the members that are new or different.
    mutating func update(
        _ values: [(key: String, value: RunValue)], allowsChange isAllowed: Bool? = nil
    ) throws(UsageError) -> JSONObject {
        let isAllowed = isAllowed ?? allowsChange
        var changes: JSONObject = [:]
        for (key, value) in values {
            let (name, json) = try Self.item(key, value)
            if locked.contains(name) { continue }
            if let present = members[name] {
                if present.isSame(as: json) { continue }
                guard isAllowed else {
                    throw UsageError(
                        argument: "config[\"\(name)\"]", value: json.text,
                        problem: "the value is already \(present.text), and a change must be asked for",
                        remedy: "Pass allowValChange: true to do it.")
                }
            }
            changes[name] = json
        }
        for (name, json) in changes { members[name] = json }
        return changes
    }

    /// Sets values that are not set yet.
    mutating func setDefaults(_ values: [(key: String, value: RunValue)]) throws(UsageError) -> JSONObject {
        try update(values.filter { members[$0.key] == nil })
    }

    /// Sets values that nothing changes afterwards.
    mutating func lock(_ values: [(key: String, value: RunValue)]) throws(UsageError) {
        for (key, value) in values {
            let (name, json) = try Self.item(key, value)
            members[name] = json
            locked.insert(name)
        }
    }

    /// Takes over what a resumed run has, where nothing is set yet.
    mutating func inherit(_ stored: JSONObject) {
        for (key, value) in stored where members[key] == nil && key != "_wandb" { members[key] = value }
    }

    /// Sets values without a check, as the tracker itself does.
    mutating func put(_ key: String, _ value: JSON) { members[key] = value }

    /// The members without those whose keys begin with an underscore: what people have set.
    var visible: JSONObject { members.filter { !$0.key.hasPrefix("_") } }
}

extension JSON {
    /// The value with `null` for not-a-number and the infinities.
    var withoutNonFiniteNumbers: JSON {
        switch self {
        case .number(let value): value.isFinite ? self : .null
        case .array(let values): .array(values.map(\.withoutNonFiniteNumbers))
        case .object(let members): .object(members.mapValues(\.withoutNonFiniteNumbers))
        default: self
        }
    }
}
