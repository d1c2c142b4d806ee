import RoostJSON

/// What a launch may ask of a Slurm cluster: `resource_args.slurm`, each member typed.
///
/// | Member | Value |
/// |---|---|
/// | `partition`, `account`, `qos`, `reservation`, `constraint` | a name of the cluster |
/// | `time` | minutes, `HH:MM:SS` or `D-HH:MM:SS` |
/// | `nodes`, `cpus` | whole numbers; `cpus` are of one task |
/// | `gpus` | a number, or `TYPE:NUMBER` |
/// | `memory` | of each node, such as `16G` |
/// | `array` | indices such as `0-9` or `1,3,5-7%2` |
/// | `requeue` | whether Slurm may start the job again after preemption or a lost node; true where it is left out |
/// | `env` | variables by name |
/// | `environment`, `python` | how the program's environment is made, as of `local-process` |
/// | `setup` | lines of shell before the program, such as `module load cuda`; only where the queue's owner allows `setup` |
struct SlurmArguments: Sendable, Hashable {
    /// The options of `sbatch`.
    private(set) var options: [String] = []
    private(set) var variables: [String: String] = [:]
    private(set) var setup: [String] = []
    private(set) var isArray = false

    private static let path = "resource_args.slurm"

    init(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError) {
        var requeue = true
        for (name, value) in arguments {
            let path = "\(Self.path).\(name)"
            switch name {
            case "partition", "account", "qos", "reservation", "constraint":
                options.append(
                    "--\(name)=\(try Self.word(value, path, allowing: name == "constraint" ? "&|*[]()" : ","))")
            case "time": options.append("--time=\(try Self.time(value, path))")
            case "nodes": options.append("--nodes=\(try Self.count(value, path, 1...100_000))")
            case "cpus": options.append("--cpus-per-task=\(try Self.count(value, path, 1...100_000))")
            case "gpus": try addGPUs(value, path)
            case "memory": options.append("--mem=\(try Self.memory(value, path))")
            case "array":
                options.append("--array=\(try Self.indices(value, path))")
                isArray = true
            case "requeue":
                guard let flag = value.boolValue else { throw SpecReader.wrong(path, value, "true or false") }
                requeue = flag
            case "env":
                for (variable, value) in try Self.object(value, path) {
                    let text = value.argumentText
                    try EnvironmentNames.check(variable, value: text, path: path, policy: policy)
                    variables[variable] = text
                }
            case "setup": setup = try Self.lines(value, path, policy: policy)
            // How the environment is made, which is done by now.
            case "builder", "environment", "python": continue
            default: throw SpecReader.wrong(path, value, "left out: slurm knows \(Self.names.joined(separator: ", "))")
            }
        }
        options.append(requeue ? "--requeue" : "--no-requeue")
    }

    private static let names = [
        "account", "array", "constraint", "cpus", "env", "environment", "gpus", "memory", "nodes", "partition",
        "python",
        "qos", "requeue", "reservation", "setup", "time",
    ]

    private mutating func addGPUs(_ value: JSON, _ path: String) throws(LaunchError) {
        if let count = value.intValue, (0...100_000).contains(count) {
            if count > 0 { options.append("--gres=gpu:\(count)") }
            return
        }
        let parts = (value.stringValue ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard let last = parts.last, let count = Int(last), (1...100_000).contains(count), parts.count <= 2 else {
            throw SpecReader.wrong(path, value, "a number, or TYPE:NUMBER")
        }
        var type = ""
        if parts.count == 2 { type = try Self.word(.string(String(parts[0])), path, allowing: "") + ":" }
        options.append("--gres=gpu:\(type)\(count)")
    }

    // MARK: Values

    private static func word(_ value: JSON, _ path: String, allowing others: String) throws(LaunchError) -> String {
        guard let text = value.stringValue, let first = text.utf8.first, first != UInt8(ascii: "-"),
            text.utf8.count <= 256,
            text.utf8.allSatisfy({ isWord($0) || others.utf8.contains($0) })
        else { throw SpecReader.wrong(path, value, "a name of letters, digits and . _ + -") }
        return text
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "._+-".utf8.contains(byte)
        }
    }

    private static func count(_ value: JSON, _ path: String, _ range: ClosedRange<Int64>) throws(LaunchError) -> Int64 {
        guard let number = value.intValue, range.contains(number) else {
            throw SpecReader.wrong(path, value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func time(_ value: JSON, _ path: String) throws(LaunchError) -> String {
        if let minutes = value.intValue, (1...5_256_000).contains(minutes) { return String(minutes) }
        let pattern = /(?:[0-9]{1,4}-)?[0-9]{1,3}(?::[0-9]{2}){0,2}/
        guard let text = value.stringValue, text.wholeMatch(of: pattern) != nil else {
            throw SpecReader.wrong(path, value, "minutes, HH:MM:SS or D-HH:MM:SS")
        }
        return text
    }

    private static func memory(_ value: JSON, _ path: String) throws(LaunchError) -> String {
        guard let text = value.stringValue, let match = text.wholeMatch(of: /([0-9]{1,9})([KMGT])i?B?/) else {
            throw SpecReader.wrong(path, value, "a size such as 16G")
        }
        return "\(match.1)\(match.2)"
    }

    private static func indices(_ value: JSON, _ path: String) throws(LaunchError) -> String {
        let pattern =
            /[0-9]{1,7}(?:-[0-9]{1,7}(?::[0-9]{1,7})?)?(?:,[0-9]{1,7}(?:-[0-9]{1,7}(?::[0-9]{1,7})?)?)*(?:%[0-9]{1,7})?/
        guard let text = value.stringValue, text.utf8.count <= 1024, text.wholeMatch(of: pattern) != nil else {
            throw SpecReader.wrong(path, value, "indices such as 0-9 or 1,3,5-7%2")
        }
        return text
    }

    private static func object(_ value: JSON, _ path: String) throws(LaunchError) -> JSONObject {
        guard let members = value.objectValue else { throw SpecReader.wrong(path, value, "an object of texts") }
        return members
    }

    private static func lines(
        _ value: JSON, _ path: String, policy: ResourcePolicy
    ) throws(LaunchError) -> [String] {
        guard policy.allowedArguments.contains("setup") else {
            throw .forbidden(path: path, reason: "it runs in a shell, and the owner of the queue does not allow that")
        }
        var lines: [String] = []
        for line in value.arrayValue ?? [value] {
            guard let line = line.stringValue, !line.contains("\0") else {
                throw SpecReader.wrong(path, value, "a line of shell, or a list of them")
            }
            lines.append(line)
        }
        return lines
    }
}
