import RoostJSON

/// The options of a container, from the `resource_args` of a launch.
///
/// A launch may say how much of the machine it takes and what its variables are. All else (mounts, devices,
/// capabilities, networks, other users) can lead out of the container, and passes only where the owner of the queue
/// grants it.
struct ContainerArguments: Sendable, Hashable {
    /// Words for the engine, each option and its value in one.
    var flags: [String] = []
    /// The variables of the container.
    var variables: [String: String] = [:]
    /// What the container runs where the job names nothing.
    var command: [String] = []
    /// How long the program has to end after it was asked to, in seconds.
    var graceSeconds = LaunchLimits.graceSeconds

    private static let root = "resource_args.local-container"

    /// Options that only limit a container.
    private static let harmless: Set<String> = [
        "cpu-period", "cpu-quota", "cpu-shares", "cpus", "cpuset-cpus", "cpuset-mems", "gpus", "memory",
        "memory-reservation", "memory-swap", "pids-limit", "platform", "shm-size", "ulimit", "workdir",
    ]
    private static let longNames = ["m": "memory", "e": "env", "w": "workdir", "c": "cpu-shares", "cpu": "cpus"]

    init(_ arguments: JSONObject, policy: ResourcePolicy, engine: ContainerEngine.Kind) throws(LaunchError) {
        for (given, value) in arguments {
            let path = "\(Self.root).\(given)"
            let name = Self.longNames[given] ?? given
            switch name {
            case "env": try add(variables: value, path: path, policy: policy)
            case "name", "builder": continue
            case "command": command = try Self.words(value, path: path)
            case "grace_seconds":
                guard let seconds = value.doubleValue, seconds >= 0 else {
                    throw SpecReader.wrong(path, value, "a number of at least 0")
                }
                graceSeconds = seconds
            case "gpus" where engine == .podman:
                flags += try Self.devices(value, path: path)
            default:
                guard Self.isOption(name) else {
                    throw .invalid(path: path, value: given, expected: "the name of an option")
                }
                guard
                    Self.harmless.contains(name) || policy.allowedArguments.contains(given)
                        || policy.allowedArguments.contains(name)
                else {
                    throw .forbidden(
                        path: path,
                        reason: "it can lead out of the container, and the owner of the queue does not allow it")
                }
                flags += try Self.flags(name, value, path: path)
            }
        }
    }

    private static func isOption(_ name: String) -> Bool {
        guard let first = name.utf8.first,
            (97...122).contains(first) || (name.utf8.count == 1 && (65...90).contains(first))
        else { return false }
        return name.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
        }
    }

    /// An option and its value are one word, so that no value passes for an option.
    private static func flags(_ name: String, _ value: JSON, path: String) throws(LaunchError) -> [String] {
        if value == true { return [name.count == 1 ? "-\(name)" : "--\(name)"] }
        if value == false { return name.count == 1 ? [] : ["--\(name)=false"] }
        guard ArgumentSchema.fits(value, .scalars) else {
            throw SpecReader.wrong(path, value, "a text, a number, true, false, or a list of texts")
        }
        let texts = (value.arrayValue ?? [value]).map(\.argumentText)
        return texts.map { name.count == 1 ? "-\(name)=\($0)" : "--\(name)=\($0)" }
    }

    private static func devices(_ value: JSON, path: String) throws(LaunchError) -> [String] {
        if value == "all" { return ["--device=nvidia.com/gpu=all"] }
        guard let count = value.intValue ?? value.stringValue.flatMap({ Int64($0) }), (0...64).contains(count) else {
            throw SpecReader.wrong(path, value, "'all' or a number of GPUs")
        }
        return (0..<count).map { "--device=nvidia.com/gpu=\($0)" }
    }

    private static func words(_ value: JSON, path: String) throws(LaunchError) -> [String] {
        if let text = value.stringValue { return text.split(separator: " ").map(String.init) }
        guard ArgumentSchema.fits(value, .words) else { throw SpecReader.wrong(path, value, "a list of texts") }
        return (value.arrayValue ?? []).compactMap(\.stringValue)
    }

    /// Variables by name, or as texts `NAME=VALUE`.
    private mutating func add(variables value: JSON, path: String, policy: ResourcePolicy) throws(LaunchError) {
        if let members = value.objectValue {
            for (name, member) in members {
                guard ArgumentSchema.fits(member, .scalar) else {
                    throw SpecReader.wrong("\(path).\(name)", member, "a text or a number")
                }
                try put(name, member.argumentText, path, policy)
            }
            return
        }
        for (index, element) in (value.arrayValue ?? [value]).enumerated() {
            // A name alone would take the value of whoever runs the container.
            guard let text = element.stringValue, let equals = text.firstIndex(of: "=") else {
                throw SpecReader.wrong("\(path)[\(index)]", element, "NAME=VALUE")
            }
            try put(String(text[..<equals]), String(text[text.index(after: equals)...]), path, policy)
        }
    }

    private mutating func put(
        _ name: String, _ value: String, _ path: String, _ policy: ResourcePolicy
    ) throws(LaunchError) {
        try EnvironmentNames.check(name, value: value, path: path, policy: policy)
        variables[name] = value
    }
}
