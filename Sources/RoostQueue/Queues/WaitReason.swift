/// Why an item is not running.
public enum WaitReason: Sendable, Hashable {
    /// The queue gives nothing away.
    case queuePaused
    /// Other items of the queue come first.
    case behind(Int)
    /// As many items of the queue are under way as may be.
    case limitReached(running: Int, limit: Int)
    /// No agent that serves the queue is alive.
    case noAgent
    /// Agents are alive, but none of them can start such jobs.
    case noResource(String)
    /// Agents are alive, but even their whole machines have too little of something.
    case tooLarge(what: String, needed: String, largest: String)
    /// Agents are alive that could, but have too little free now.
    case noneFree(what: String, needed: String, largest: String)
    /// It waits after a failed attempt.
    case backoff(seconds: Int, attempt: Int, kind: String)
    /// An agent has it and is about to start it.
    case starting(agent: String)
    /// It is next, and an agent will ask for it at any moment.
    case next
}

extension WaitReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .queuePaused: "the queue is paused"
        case .behind(let count): "behind \(count) \(count == 1 ? "item that comes" : "items that come") first"
        case .limitReached(let running, let limit): "the queue's limit is reached: \(running) of \(limit) running"
        case .noAgent: "no agent that serves this queue is alive"
        case .noResource(let name): "agents are alive, but none has the resource \"\(name)\""
        case .tooLarge(let what, let needed, let largest):
            "needs \(needed) \(what), but the largest agent alive has \(largest)"
        case .noneFree(let what, let needed, let largest):
            "needs \(needed) \(what) free; the most that an agent has free is \(largest)"
        case .backoff(let seconds, let attempt, let kind):
            "waits \(seconds) s after attempt \(attempt) failed (\(kind))"
        case .starting(let agent): "leased to agent \"\(agent)\", starting"
        case .next: "next in line; waits for an agent to ask"
        }
    }
}

/// What is known of an agent that serves a queue, to say why an item waits.
public struct AgentSight: Sendable, Hashable {
    public let name: String
    /// What it can start; `nil` when that is unknown.
    public let resources: [String]?
    public let capacity: Capacity
    public let free: Capacity

    public init(name: String, resources: [String]?, capacity: Capacity, free: Capacity) {
        self.name = name
        self.resources = resources
        self.capacity = capacity
        self.free = free
    }
}

extension WaitReason {
    /// Why no agent takes an item that nothing else holds back.
    ///
    /// - Parameters:
    ///   - needs: what the item needs.
    ///   - resource: what shall start it, if that is said.
    ///   - agents: the agents alive that serve the queue.
    public static func amongAgents(_ agents: [AgentSight], needs: Needs, resource: String?) -> WaitReason {
        guard !agents.isEmpty else { return .noAgent }
        let able = agents.filter { agent in
            guard let resource, let resources = agent.resources else { return true }
            return resources.contains(resource)
        }
        guard !able.isEmpty else { return .noResource(resource ?? "") }
        if !able.contains(where: { needs.fits(in: $0.capacity) }) {
            return lack(of: needs, in: able.map(\.capacity)) { .tooLarge(what: $0, needed: $1, largest: $2) }
        }
        if !able.contains(where: { needs.fits(in: $0.free) }) {
            return lack(of: needs, in: able.map(\.free)) { .noneFree(what: $0, needed: $1, largest: $2) }
        }
        if !able.contains(where: { $0.free.holds(needs) }) {
            return .noneFree(what: "job slot", needed: "1", largest: "0")
        }
        return .next
    }

    private static func lack(
        of needs: Needs, in capacities: [Capacity], _ make: (String, String, String) -> WaitReason
    ) -> WaitReason {
        let gpus = capacities.map(\.gpus).max() ?? 0
        if needs.gpus > gpus { return make("GPUs", "\(needs.gpus)", "\(gpus)") }
        let memory = capacities.map(\.memoryBytes).max() ?? 0
        if needs.memoryBytes > memory {
            return make("memory", MemorySize.short(needs.memoryBytes), MemorySize.short(max(0, memory)))
        }
        let cpus = capacities.map(\.cpus).max() ?? 0
        if needs.cpus > cpus { return make("CPUs", "\(needs.cpus)", "\(max(0, cpus))") }
        // Each is there, but not on one machine.
        let wanted = "\(needs.cpus) CPUs, \(MemorySize.short(needs.memoryBytes)), \(needs.gpus) GPUs"
        return make("on one machine", wanted, "less")
    }
}
