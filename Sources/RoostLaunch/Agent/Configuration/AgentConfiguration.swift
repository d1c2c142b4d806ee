import RoostJSON
import RoostQueue

/// What an agent works off, with what, and how.
///
/// The members by the names of the official agent's file mean the same here; the others are Roost's own.
public struct AgentConfiguration: Sendable, Hashable {
    /// Whose queues; `nil` for the key's own entity.
    public var entity: String?
    public var queues: [QueueChoice] = []
    /// How many jobs run at once; `nil` for any number.
    public var maxJobs: Int? = 1
    /// How many sweep schedulers run at once.
    public var maxSchedulers = 1
    /// Refuses whatever a launch could use to get at the machine.
    public var isSecure = false
    public var verbosity = 0
    /// How long a run has to end after a person asked it to stop, in seconds.
    public var stoppedRunTimeout: Double = 60
    /// How images are built and where they go: kept as they are for those who build.
    public var registry: JSONObject = [:]
    public var environment: JSONObject = [:]
    public var builder: JSONObject = [:]

    /// The resources that the agent offers; `nil` for all that work on this machine.
    public var resources: [String]?
    /// What the machine has, where that is declared and not found out.
    public var capacity = DeclaredCapacity()
    /// The secrets that launch specs may name.
    public var secrets: [String: SecretSource] = [:]
    /// What launches may do, by queue; the one of the empty name holds for all others.
    public var policies: [String: ResourcePolicy] = [:]
    /// Whether a job that ends well without having begun its run has failed.
    public var requiresRun = true
    /// Where the agent keeps what it holds; `nil` for a folder of its queues in the user's data folder.
    public var stateDirectory: String?

    public init() {}

    /// What holds for a queue.
    public func policy(for queue: String) -> ResourcePolicy {
        var policy = policies[queue] ?? policies[""] ?? ResourcePolicy()
        if isSecure {
            policy.allowsEntryPoint = false
            policy.allowsLoaderVariables = false
            policy.allowedArguments = []
        }
        return policy
    }

    /// What the server is told of it. Secrets are named, not told.
    public var json: JSON {
        [
            "max_jobs": .int(Int64(maxJobs ?? -1)), "max_schedulers": .int(Int64(maxSchedulers)),
            "queues": .array(queues.map { .string($0.name) }), "secure_mode": .bool(isSecure),
            "verbosity": .int(Int64(verbosity)), "stopped_run_timeout": .number(stoppedRunTimeout),
            "registry": .object(registry), "builder": .object(builder), "environment": .object(environment),
            "secrets": .array(secrets.keys.sorted().map(JSON.string)),
        ]
    }
}

/// What a person says that a machine has. What is `nil` is found out.
public struct DeclaredCapacity: Sendable, Hashable {
    public var cpus: Double?
    public var memoryBytes: Int64?
    public var gpus: Int?

    public init(cpus: Double? = nil, memoryBytes: Int64? = nil, gpus: Int? = nil) {
        self.cpus = cpus
        self.memoryBytes = memoryBytes
        self.gpus = gpus
    }
}
