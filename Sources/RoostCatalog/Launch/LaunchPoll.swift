import FoundationEssentials
import RoostQueue

/// What an agent says when it asks.
public struct LaunchPoll: Sendable {
    public let free: Capacity
    /// Whether it wants no more items.
    public let isDraining: Bool
    /// What it believes to hold.
    public let held: [(item: Int64, token: LeaseToken)]

    public init(free: Capacity, isDraining: Bool, held: [(item: Int64, token: LeaseToken)]) {
        self.free = free
        self.isDraining = isDraining
        self.held = held
    }
}

/// What it is told.
public struct LaunchPollAnswer: Sendable {
    public internal(set) var grants: [LaunchGrant] = []
    /// Held items whose jobs a person wants to end.
    public internal(set) var cancelled: [Int64] = []
    /// Held items that are the agent's no longer.
    public internal(set) var lost: [Int64] = []
    /// For how many more milliseconds the agent holds the others.
    public internal(set) var held: [Int64: Int64] = [:]
    public internal(set) var isStopped = false
    public internal(set) var effects = LaunchEffects()

    public init() {}

    /// Whether there is anything to tell.
    public var isEmpty: Bool { grants.isEmpty && cancelled.isEmpty && lost.isEmpty && !isStopped }
}

extension LaunchRepository {
    /// Heartbeat, renewal of what the agent holds, and new items, in one.
    ///
    /// - Parameters:
    ///   - queues: what ``queues(ofAgent:)`` says in the same transaction.
    ///   - most: how many items to give at most.
    public func poll(
        agent: LaunchAgent, queues: [ServedQueue], _ poll: LaunchPoll, timings: LaunchTimings, most: Int, at now: Int64
    ) throws -> LaunchPollAnswer {
        var answer = LaunchPollAnswer()
        answer.isStopped = agent.isStopped
        var own: [Int64: LaunchItem] = [:]
        for item in try items(
            where: "i.agent_id = $1 AND i.state IN ('leased', 'running')", [.int(agent.id)])
        {
            own[item.id] = item
        }
        var told: Set<Int64> = []
        for held in poll.held where told.insert(held.item).inserted {
            guard var item = own.removeValue(forKey: held.item), item.lifecycle.lease?.token == held.token else {
                answer.lost.append(held.item)
                continue
            }
            if item.lifecycle.isCancelRequested { answer.cancelled.append(item.id) }
            try renew(
                &item, held.token, for: item.state == .running ? timings.hold : timings.lease, at: now,
                effects: &answer.effects)
            answer.held[item.id] = (item.lifecycle.lease?.deadline ?? now) - now
        }
        var free = poll.free
        // What is leased to the agent and it does not know of was in an answer that got lost.
        for var item in own.values.sorted(by: { $0.id < $1.id }) where item.state == .leased {
            guard let token = item.lifecycle.lease?.token else { continue }
            try renew(&item, token, for: timings.lease, at: now, effects: &answer.effects)
            free.take(item.needs)
            if let lease = item.lifecycle.lease {
                answer.grants.append(try grantAgain(&item, lease, effects: &answer.effects))
            }
        }
        if !poll.isDraining, !agent.isStopped, free.jobs.map({ $0 > 0 }) ?? true, answer.grants.count < most {
            let given = try self.lease(
                agent: agent.id, queues: queues, resources: agent.resources, free: free,
                most: most - answer.grants.count, deadline: now + timings.lease, isOfficial: false, at: now,
                effects: &answer.effects)
            answer.grants += given.grants
            for grant in given.grants { free.take(grant.item.needs) }
            if !given.grants.isEmpty { try keep(given.places, of: agent.id) }
        }
        try noteAlive(agent, free: free, isDraining: poll.isDraining, isBusy: !poll.held.isEmpty, at: now)
        return answer
    }

    /// Renews a hold of which a good part is over; a busy agent asks much more often than that.
    private func renew(
        _ item: inout LaunchItem, _ token: LeaseToken, for lease: Int64, at now: Int64, effects: inout LaunchEffects
    ) throws {
        guard let deadline = item.lifecycle.lease?.deadline, deadline < now + lease - lease / 4 else { return }
        try apply(.renew(token, deadline: now + lease), to: &item, at: now, effects: &effects)
        // Keys work much longer than leases: one in about a thousand renewals moves their end.
        guard let key = item.keyID, Int64.random(in: 0..<max(1, 3_600_000 / max(1, lease))) == 0 else { return }
        try transaction.keys.extendAttemptKey(key, to: transaction.now + Limits.attemptKeySeconds)
    }

    private func keep(_ places: [Int64: Double], of agent: Int64) throws {
        for (queue, place) in places {
            try session.execute(
                "UPDATE launch_agent_queue SET place = $3 WHERE agent_id = $1 AND queue_id = $2",
                [.int(agent), .int(queue), .double(place)])
        }
    }

    private func noteAlive(
        _ agent: LaunchAgent, free: Capacity, isDraining: Bool, isBusy: Bool, at now: Int64
    ) throws {
        try session.execute(
            """
            UPDATE launch_agent SET heartbeat_at = $2, status = $3, free_jobs = $4, free_cpus = $5,
                free_memory_bytes = $6, free_gpus = $7
            WHERE id = $1
            """,
            [
                .int(agent.id), .int(now), .text(isBusy ? "RUNNING" : "POLLING"),
                isDraining ? .int(0) : SQLValue(free.jobs), .double(free.cpus), .int(free.memoryBytes),
                .int(Int64(free.gpus)),
            ])
    }
}
