import Foundation
import RoostJSON
import RoostQueue
import Yams

/// Reads the YAML file of an agent: that of the official agent, with Roost's additions.
///
/// ```yaml
/// entity: vision
/// max_jobs: 4
/// queues:
///   - small
///   - name: large
///     weight: 3
///     policy: {allow_arguments: [volume], allow_entry_point: false}
/// capacity: {cpus: 16, memory: 64Gi, gpus: 2}
/// secrets:
///   hub-token: {file: /etc/roost/hub-token, queues: [large]}
///   store-key: {env: STORE_KEY}
///   other: {command: [vault, read, -field=value, secret/other]}
/// ```
struct AgentFile {
    let members: JSONObject

    init(contentsOf path: String) throws(LaunchError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .notFound(kind: "file", name: path)
        }
        guard data.count <= AgentLimits.configurationBytes else {
            throw .invalid(path: "config", value: path, expected: "a file of at most 1 MB")
        }
        try self.init(yaml: String(decoding: data, as: UTF8.self))
    }

    init(yaml text: String) throws(LaunchError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw .invalid(path: "config", value: "\(error)", expected: "YAML")
        }
        guard let node, node.null == nil else {
            members = [:]
            return
        }
        guard let members = try JSON(node, depth: 0).objectValue else {
            throw .invalid(path: "config", value: "its top level", expected: "one 'key: value' for each setting")
        }
        self.members = members
    }

    /// Puts what the file says over what `configuration` says.
    func apply(to configuration: inout AgentConfiguration) throws(LaunchError) {
        for (key, value) in members {
            // An empty member says nothing.
            if value.isNull { continue }
            let field = AgentField(path: key, value: value)
            switch key {
            case "entity": configuration.entity = try field.text()
            case "queues": try readQueues(field, into: &configuration)
            case "queue": configuration.queues.append(try QueueChoice(parsing: try field.text()))
            case "max_jobs": configuration.maxJobs = try field.count(orUnlimited: true)
            case "max_schedulers": configuration.maxSchedulers = try field.count(orUnlimited: true) ?? .max
            case "secure_mode": configuration.isSecure = try field.flag()
            case "verbosity": configuration.verbosity = try field.count() ?? 0
            case "stopped_run_timeout": configuration.stoppedRunTimeout = try field.seconds()
            case "registry": configuration.registry = try field.object()
            case "environment": configuration.environment = try field.object()
            case "builder": configuration.builder = try field.object()
            case "resources": configuration.resources = try field.texts()
            case "capacity": configuration.capacity = try readCapacity(field)
            case "secrets":
                for (name, value) in try field.object() {
                    configuration.secrets[name] = try SecretSource(AgentField(path: "secrets.\(name)", value: value))
                }
            case "policy": configuration.policies[""] = try readPolicy(field)
            case "require_run": configuration.requiresRun = try field.flag()
            case "state_directory": configuration.stateDirectory = try field.text()
            default:
                throw .invalid(
                    path: key, value: value.compactText,
                    expected: "left out: an agent's configuration has \(Self.keys.joined(separator: ", "))")
            }
        }
    }

    private static let keys = [
        "entity", "queues", "queue", "max_jobs", "max_schedulers", "secure_mode", "verbosity", "stopped_run_timeout",
        "registry", "environment", "builder", "resources", "capacity", "secrets", "policy", "require_run",
        "state_directory",
    ]

    private func readQueues(
        _ field: AgentField, into configuration: inout AgentConfiguration
    ) throws(LaunchError) {
        for (index, value) in try field.list().enumerated() {
            let path = "queues[\(index)]"
            guard let members = value.objectValue else {
                configuration.queues.append(
                    try QueueChoice(parsing: try AgentField(path: path, value: value).text()))
                continue
            }
            var choice = QueueChoice("")
            for (key, value) in members {
                let field = AgentField(path: "\(path).\(key)", value: value)
                switch key {
                case "name": choice.name = try field.text()
                case "weight": choice.weight = try field.count() ?? 1
                case "policy": configuration.policies[choice.name] = try readPolicy(field)
                default: throw field.wrong("left out: a queue has name, weight, policy")
                }
            }
            guard !choice.name.isEmpty, members.keys.first == "name" else {
                throw .invalid(
                    path: path, value: value.compactText, expected: "an object that begins with the queue's name")
            }
            configuration.queues.append(choice)
        }
    }

    private func readCapacity(_ field: AgentField) throws(LaunchError) -> DeclaredCapacity {
        let members = try field.object()
        let needs: Needs
        do {
            needs = try Needs(json: field.value, path: field.path)
        } catch {
            throw .invalid(
                path: field.path, value: field.value.compactText,
                expected: "cpus, memory and gpus, such as {cpus: 8, memory: 32Gi, gpus: 1}")
        }
        return DeclaredCapacity(
            cpus: members["cpus"] == nil ? nil : needs.cpus,
            memoryBytes: members["memory"] == nil && members["memory_bytes"] == nil ? nil : needs.memoryBytes,
            gpus: members["gpus"] == nil ? nil : needs.gpus)
    }

    private func readPolicy(_ field: AgentField) throws(LaunchError) -> ResourcePolicy {
        var policy = ResourcePolicy()
        for (key, value) in try field.object() {
            let field = AgentField(path: "\(field.path).\(key)", value: value)
            switch key {
            case "allow_arguments": policy.allowedArguments = Set(try field.texts())
            case "allow_loader_variables": policy.allowsLoaderVariables = try field.flag()
            case "allow_entry_point": policy.allowsEntryPoint = try field.flag()
            default:
                throw field.wrong("left out: a policy has allow_arguments, allow_loader_variables, allow_entry_point")
            }
        }
        return policy
    }
}
