import RoostJSON

extension AgentConfiguration {
    /// The configuration that holds: defaults, then the file, then the environment. What the command line says comes
    /// last, and is the caller's to put in.
    ///
    /// - Parameters:
    ///   - file: the file's path; `nil` for none.
    ///   - environment: `WANDB_ENTITY` and `WANDB_LAUNCH_MAX_JOBS` count.
    public init(file: String?, environment: [String: String]) throws(LaunchError) {
        self.init()
        if let file { try AgentFile(contentsOf: file).apply(to: &self) }
        if let entity = environment["WANDB_ENTITY"], !entity.isEmpty { self.entity = entity }
        if let text = environment["WANDB_LAUNCH_MAX_JOBS"], !text.isEmpty {
            maxJobs = try Self.maxJobs(text, path: "WANDB_LAUNCH_MAX_JOBS")
        }
    }

    /// Reads a number of jobs; -1 means any number.
    public static func maxJobs(_ text: String, path: String) throws(LaunchError) -> Int? {
        try AgentField(path: path, value: Int64(text).map(JSON.int) ?? .string(text)).count(orUnlimited: true)
    }

    /// Fills what is left open, and checks the whole.
    mutating func complete() throws(LaunchError) {
        if queues.isEmpty { queues = [QueueChoice("default")] }
        var seen: Set<String> = []
        for queue in queues where !seen.insert(queue.name).inserted {
            throw .invalid(path: "queues", value: queue.name, expected: "each queue once")
        }
        if maxJobs == 0 { throw .invalid(path: "max_jobs", value: "0", expected: "at least 1, or -1 for no limit") }
    }
}
