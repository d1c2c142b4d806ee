import FoundationEssentials
import RoostQueue

/// An item that was given to an agent.
public struct LaunchGrant: Sendable {
    public let item: LaunchItem
    public let lease: ItemLease
    /// The key of the attempt; `nil` for official agents, which use their own.
    public let secret: String?
}

extension LaunchRepository {
    /// Gives an agent as many items as fit, from the queues that it serves by their weights, and in each queue in its
    /// order. The smallest needs come as they come: an item that does not fit is passed over.
    ///
    /// - Parameters:
    ///   - agent: the agent's row, or 0 for one that has none.
    ///   - resources: what the agent can start; `nil` for anything.
    ///   - free: what is free on its machine.
    ///   - most: how many items at most.
    ///   - deadline: until when the leases last, in milliseconds.
    ///   - isOfficial: whether an official agent asks, whose jobs run under its own key.
    func lease(
        agent: Int64, queues: [ServedQueue], resources: [String]?, free: Capacity, most: Int, deadline: Int64,
        isOfficial: Bool, at now: Int64, effects: inout LaunchEffects
    ) throws -> (grants: [LaunchGrant], places: [Int64: Double]) {
        var share = FairShare(queues.map { ($0.queue.id, $0.weight, $0.place) })
        var sources: [Int64: LeaseSource] = [:]
        for queue in queues.map(\.queue) where queue.state.givesItems {
            try becomeReady(queue: queue.id, at: now)
            sources[queue.id] = try LeaseSource(
                queue: queue, shapes: shapes(queue: queue.id, resources: resources),
                wanted: min(most, free.jobs ?? most), session: session)
        }
        var free = free
        var grants: [LaunchGrant] = []
        while grants.count < most, free.jobs.map({ $0 > 0 }) ?? true {
            var candidates: [Int64: LaunchItem] = [:]
            for queue in sources.keys {
                if let item = try sources[queue]?.first(fitting: free) { candidates[queue] = item }
            }
            let ready = Set(candidates.keys)
            guard let queue = share.next(among: ready), var item = candidates[queue] else { break }
            share.serve(queue, ready: ready)
            sources[queue]?.take(item)
            let lease = ItemLease(token: .random(), agent: agent, deadline: deadline)
            item.isOfficial = isOfficial
            if !isOfficial, item.runName == nil { item.runName = ShortName.random(letters: 8) }
            let secret = try makeKey(of: &item)
            let answer = try apply(
                .lease(lease.token, agent: agent, deadline: deadline), to: &item, at: now, effects: &effects)
            guard answer.isAccepted else {
                try endKey(of: &item, effects: &effects)
                continue
            }
            free.take(item.needs)
            grants.append(LaunchGrant(item: item, lease: lease, secret: secret))
        }
        return (grants, share.places)
    }

    /// Gives an item that an agent holds once more, under a new key: it never heard of it.
    func grantAgain(
        _ item: inout LaunchItem, _ lease: ItemLease, effects: inout LaunchEffects
    ) throws -> LaunchGrant {
        try endKey(of: &item, effects: &effects)
        let secret = try makeKey(of: &item)
        try session.execute(
            "UPDATE launch_item SET key_id = $2 WHERE id = $1", [.int(item.id), SQLValue(item.keyID)])
        return LaunchGrant(item: item, lease: lease, secret: secret)
    }

    /// Makes the key of an item's next attempt; official agents use their own.
    private func makeKey(of item: inout LaunchItem) throws -> String? {
        guard !item.isOfficial, let run = item.runName else { return nil }
        let key = try transaction.keys.createForAttempt(
            user: item.userID, project: item.projectID, run: run, collection: try jobCollection(of: item),
            expiresAt: transaction.now + Limits.attemptKeySeconds)
        item.keyID = key.id
        return key.secret
    }

    /// The row of the collection that the item's job stands in, as far as the item's author may read it.
    private func jobCollection(of item: LaunchItem) throws -> Int64? {
        guard let parts = item.job?.split(separator: "/", omittingEmptySubsequences: false).map(String.init),
            parts.count == 3, let name = parts[2].split(separator: ":").first,
            let project = try transaction.projects.find(entity: parts[0], name: parts[1]),
            try mayRead(project, user: item.userID)
        else { return nil }
        return try transaction.artifacts.collection(project: project.id, name: String(name))?.id
    }

    private func mayRead(_ project: Project, user: Int64) throws -> Bool {
        switch project.visibility {
        case .userRead, .userWrite: true
        case .private, .entityRead, .restricted:
            try transaction.members.role(of: user, in: project.entityID) != nil
                || transaction.users.find(id: user)?.isAdmin == true
        }
    }

    /// What items of a queue that wait need, as far as the agent can start such jobs.
    private func shapes(queue: Int64, resources: [String]?) throws -> [LeaseSource.Shape] {
        try session.rows(
            """
            WITH RECURSIVE present (id) AS (
                SELECT min(shape_id) FROM launch_item WHERE queue_id = $1 AND state = 'waiting' AND is_ready = 1
                UNION ALL
                SELECT (SELECT min(shape_id) FROM launch_item
                    WHERE queue_id = $1 AND state = 'waiting' AND is_ready = 1 AND shape_id > present.id)
                FROM present WHERE present.id IS NOT NULL)
            SELECT s.id, s.resource, s.milli_cpus, s.memory_bytes, s.gpus
            FROM present JOIN launch_shape s ON s.id = present.id
            """, [.int(queue)]
        ).compactMap { row in
            var reader = SQLRowReader(row)
            let (id, resource) = (try reader.int(), try reader.text())
            if let resources, !resource.isEmpty, !resources.contains(resource) { return nil }
            let needs = Needs(
                cpus: Double(try reader.int()) / 1_000, memoryBytes: try reader.int(), gpus: Int(try reader.int()))
            return LeaseSource.Shape(id: id, needs: needs)
        }
    }

    /// Lets items go whose time after a failure has come. The sign keeps the database from looking through all that wait
    /// in the queue for the few that do so after a failure.
    func becomeReady(queue: Int64, at now: Int64) throws {
        try session.execute(
            """
            UPDATE launch_item SET is_ready = 1
            WHERE state = 'waiting' AND is_ready = 0 AND not_before <= $1 AND +queue_id = $2
            """, [.int(now), .int(queue)])
    }

    /// How many items of a queue are leased or running.
    func heldCount(queue: Int64) throws -> Int {
        Int(
            try session.int(
                "SELECT count(*) FROM launch_item WHERE queue_id = $1 AND state IN ('leased', 'running')",
                [.int(queue)]) ?? 0)
    }
}
