import FoundationEssentials
import RoostQueue

extension LaunchRepository {
    /// How far the place in line is counted; beyond, "behind" is this many.
    private static let mostBehind = 100_000

    /// Why an item is not running; `nil` when it runs or has ended.
    public func reason(_ item: LaunchItem, timings: LaunchTimings, at now: Int64) throws -> WaitReason? {
        switch item.state {
        case .running, .finished, .failed, .cancelled: return nil
        case .leased:
            let agent = try item.lifecycle.lease.flatMap { try self.agent(id: $0.agent) }
            return .starting(agent: agent?.name ?? "unknown")
        case .waiting: break
        }
        guard let queue = try queue(id: item.queueID) else { return .queuePaused }
        guard queue.state.givesItems else { return .queuePaused }
        if item.lifecycle.notBefore > now {
            let kind = try attempts(item: item.id).last?.state ?? "infrastructure"
            return .backoff(
                seconds: Int((item.lifecycle.notBefore - now + 999) / 1_000), attempt: item.lifecycle.attempt,
                kind: kind)
        }
        if let limit = queue.maxRunning {
            let held = try heldCount(queue: queue.id)
            if held >= limit { return .limitReached(running: held, limit: limit) }
        }
        let sights = try agents(queue: queue.id).filter {
            !$0.isStopped && $0.isAlive(at: now, within: $0.isOfficial ? timings.agentGone : timings.lease + 5_000)
        }.map { AgentSight(name: $0.name, resources: $0.resources, capacity: $0.capacity, free: $0.free) }
        let reason = WaitReason.amongAgents(sights, needs: item.needs, resource: item.resource)
        switch reason {
        case .noAgent, .noResource, .tooLarge: return reason
        default:
            let before = try placeInLine(item, queue)
            return before > 0 ? .behind(before) : reason
        }
    }

    private func placeInLine(_ item: LaunchItem, _ queue: LaunchQueue) throws -> Int {
        let comesFirst =
            queue.order == .byPriority ? "(priority < $2 OR (priority = $2 AND id < $3))" : "($2 = $2 AND id < $3)"
        let count = try session.int(
            """
            SELECT count(*) FROM (SELECT 1 FROM launch_item
                WHERE queue_id = $1 AND state = 'waiting' AND is_ready = 1 AND \(comesFirst) LIMIT \(Self.mostBehind))
            AS line
            """, [.int(queue.id), .int(Int64(item.priority)), .int(item.id)])
        return Int(count ?? 0)
    }
}
