import FoundationEssentials
import RoostQueue

/// The steps of official agents, which know no leases: the server keeps the tokens for them.
extension LaunchRepository {
    /// Gives the next item of a queue.
    ///
    /// - Parameters:
    ///   - agent: the agent's row; 0 for one that made itself not known.
    ///   - within: how long it has to acknowledge, in milliseconds.
    public func pop(
        queue: LaunchQueue, agent: Int64, within: Int64, at now: Int64, effects: inout LaunchEffects
    ) throws -> LaunchGrant? {
        try lease(
            agent: agent, queues: [ServedQueue(queue: queue, weight: 1, place: 0)], resources: nil, free: .unknown,
            most: 1, deadline: now + within,
            isOfficial: true, at: now, effects: &effects
        ).grants.first
    }

    /// Notes that an agent has begun with an item, and the run that it will log to.
    ///
    /// - Parameter nextLook: after how long the server looks whether agent or run still live, in milliseconds.
    /// - Returns: whether the item was there to begin with; also when the same was said before.
    public func acknowledge(
        item id: Int64, run: String, nextLook: Int64, at now: Int64, effects: inout LaunchEffects
    ) throws -> Bool {
        var item = try getItem(id)
        guard item.isOfficial, let token = item.lifecycle.lease?.token else { return false }
        if item.state == .running { return item.runName == run }
        item.runName = run
        guard try apply(.started(token), to: &item, at: now, effects: &effects).isAccepted else { return false }
        return try apply(.renew(token, deadline: now + nextLook), to: &item, at: now, effects: &effects).isAccepted
    }

    /// Ends the item whose run has ended, where an official agent holds it: nobody else will say so.
    public func runEnded(_ id: Int64, at now: Int64, effects: inout LaunchEffects) throws {
        guard let run = try transaction.runs.find(id: id, parts: .none),
            var item = try item(project: run.projectID, run: run.name), item.isOfficial, item.state == .running,
            let token = item.lifecycle.lease?.token
        else { return }
        let report = AttemptReport(stage: "run", exitCode: run.exitCode)
        switch run.state {
        case .finished: try apply(.finished(token), to: &item, at: now, report: report, effects: &effects)
        case .failed: try apply(.failed(token, .error), to: &item, at: now, report: report, effects: &effects)
        case .killed: try apply(.stopped(token), to: &item, at: now, report: report, effects: &effects)
        case .preempted: try apply(.failed(token, .preempted), to: &item, at: now, report: report, effects: &effects)
        case .pending, .running, .preempting, .crashed: break
        }
    }

    /// Looks after an item whose official agent was to give a sign of life by now: the agent or the run may live.
    func lookAfter(
        _ item: inout LaunchItem, timings: LaunchTimings, at now: Int64, effects: inout LaunchEffects
    ) throws {
        guard let lease = item.lifecycle.lease else { return }
        let agent = try agent(id: lease.agent)
        let isAgentAlive = agent?.isAlive(at: now, within: timings.agentGone) ?? false
        let run = try item.runName.flatMap { name in
            try transaction.runs.find(project: item.projectID, name: name, parts: .none)
        }
        let silence = run.map { (transaction.now.timeIntervalSince($0.heartbeatAt)) * 1_000 } ?? .infinity
        let isRunAlive = run.map { !$0.state.isEnded } ?? false && silence <= Double(timings.agentGone)
        if let run, run.state.isEnded, run.state != .crashed {
            try runEnded(run.id, at: now, effects: &effects)
        } else if isAgentAlive, run?.state == .crashed, silence > Double(timings.agentGone) {
            try apply(
                .failed(lease.token, .error), to: &item, at: now,
                report: AttemptReport(stage: "run", message: "the run crashed"), effects: &effects)
        } else if isAgentAlive || isRunAlive {
            try apply(
                .renew(lease.token, deadline: now + timings.officialLook), to: &item, at: now, effects: &effects)
        } else {
            try apply(.expire, to: &item, at: now, effects: &effects)
        }
    }
}

/// How long things last, in milliseconds.
public struct LaunchTimings: Sendable, Hashable {
    /// A lease of Roost's agent, until the job has started.
    public var lease: Int64
    /// Such a lease once the job runs: how long the job goes on while its agent cannot reach the server, and how long
    /// the item of a lost machine waits.
    public var hold: Int64
    /// From an official agent's `pop` to its acknowledgement.
    public var acknowledge: Int64
    /// Between two looks at what an official agent has begun.
    public var officialLook: Int64
    /// Without a sign of life from an official agent or a run until it is given up.
    public var agentGone: Int64

    public init(
        lease: Int64 = 30_000, hold: Int64 = 300_000, acknowledge: Int64 = 60_000, officialLook: Int64 = 30_000,
        agentGone: Int64 = 300_000
    ) {
        self.lease = lease
        self.hold = hold
        self.acknowledge = acknowledge
        self.officialLook = officialLook
        self.agentGone = agentGone
    }
}
