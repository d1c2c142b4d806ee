import HTTPTypes
import Hummingbird
import RoostCatalog
import RoostJSON
import RoostQueue
import ServiceLifecycle

/// The long poll of Roost's agent: what it holds goes in, what it is to do comes out.
struct LaunchPollRoute: Sendable {
    /// How long an agent may wait for an answer, in seconds.
    private static let longestWait: Double = 30

    let services: Services

    @Sendable func poll(_ request: Request, _ context: ServerContext) async throws -> Response {
        let id = try context.parameters.require("agent").removingPercentEncoding ?? ""
        let ticket = services.launch.takeTicket()
        defer { services.launch.giveBack(ticket) }
        let body = try await LaunchBody(request)
        let poll = try Self.poll(body)
        let wait = min(try body.number("wait_seconds", default: 0), Self.longestWait)
        let end = ContinuousClock.now + .seconds(wait)
        var isLast = wait == 0
        while true {
            let (answer, isEmpty) = try await answer(id, poll, ticket, context.caller)
            if isLast || !isEmpty { return .json(answer) }
            // One more look when the wait is over: the agent counts what is left of its leases from this answer on.
            isLast = await !Self.wake(ticket, before: end)
        }
    }

    private static func poll(_ body: LaunchBody) throws -> LaunchPoll {
        let held = try body.list("held").enumerated().map { index, held in
            let held = try LaunchBody(held, at: "held[\(index)]")
            let (item, lease) = (try held.string("item"), try held.string("lease"))
            guard case .runQueueItem(let row) = try? GlobalID(item), let token = LeaseToken(lease) else {
                throw ServerError.invalid(
                    field: held.name("item"), value: item, expected: "an item and the token of its lease")
            }
            return (item: row, token: token)
        }
        let free = try LaunchBody(.object(body.optionalObject("free") ?? [:]), at: "free")
        return LaunchPoll(
            free: try free.capacity(jobs: free.jobs("jobs") ?? 0),
            isDraining: try body.bool("draining", default: false), held: held)
    }

    private func answer(
        _ id: String, _ poll: LaunchPoll, _ ticket: LaunchDesk.Ticket, _ caller: Caller
    ) async throws -> (JSON, isEmpty: Bool) {
        let desk = services.launch
        return try await services.writeLaunch(as: caller) { access, effects in
            let agent = try access.agent(globalID: id, for: .write)
            let queues = try access.tx.launch.queues(ofAgent: agent.id)
            guard desk.place(ticket, agent: agent.id, queues: queues.map(\.queue.id)) else {
                return (try Self.render(LaunchPollAnswer(), [], access.tx, at: desk.now), false)
            }
            let answer = try access.tx.launch.poll(
                agent: agent, queues: queues, poll, timings: desk.timings, most: Limits.leasesPerPoll, at: desk.now)
            effects.formUnion(answer.effects)
            // The agent hears it in this very answer.
            effects.agents.remove(agent.id)
            return (try Self.render(answer, queues, access.tx, at: desk.now), answer.isEmpty)
        }
    }

    /// Waits until something has happened; answers whether it has before the time was over.
    private static func wake(_ ticket: LaunchDesk.Ticket, before end: ContinuousClock.Instant) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in ticket.wakeups.cancelOnGracefulShutdown() { return true }
                return false
            }
            group.addTask {
                try? await Task.sleep(until: end)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    // MARK: Answers

    private static func render(
        _ answer: LaunchPollAnswer, _ queues: [ServedQueue], _ tx: CatalogTransaction, at now: Int64
    ) throws -> JSON {
        func ids(_ items: [Int64]) -> JSON { .array(items.map { .string(GlobalID.runQueueItem($0).text) }) }
        let held = answer.held.sorted { $0.key < $1.key }.map { item, rest -> JSON in
            ["item": .string(GlobalID.runQueueItem(item).text), "lease_seconds": .seconds(milliseconds: rest)]
        }
        return [
            "leases": .array(try leases(answer.grants, queues.map(\.queue), tx, at: now)), "held": .array(held),
            "cancel": ids(answer.cancelled), "lost": ids(answer.lost), "stop": .bool(answer.isStopped),
        ]
    }

    private static func leases(
        _ grants: [LaunchGrant], _ served: [LaunchQueue], _ tx: CatalogTransaction, at now: Int64
    ) throws -> [JSON] {
        // Items of one answer are mostly of one person, for one project.
        var projects: [Int64: Project] = [:]
        var users: [Int64: User] = [:]
        return try grants.compactMap { grant in
            let item = grant.item
            if projects[item.projectID] == nil { projects[item.projectID] = try tx.projects.find(id: item.projectID) }
            if users[item.userID] == nil { users[item.userID] = try tx.users.find(id: item.userID) }
            // An item that was leased before may be of a queue that the agent serves no longer.
            let queue = try served.first { $0.id == item.queueID } ?? tx.launch.queue(id: item.queueID)
            guard let queue, let project = projects[item.projectID], let user = users[item.userID] else { return nil }
            return [
                "item": .string(item.globalID.text), "lease": .string(grant.lease.token.text),
                "attempt": .int(Int64(item.lifecycle.attempt)),
                "lease_seconds": .seconds(milliseconds: max(0, grant.lease.deadline - now)),
                "queue": .string(queue.name), "queue_id": .string(queue.globalID.text),
                "queue_entity": .string(queue.entityName), "entity": .string(project.entityName),
                "project": .string(project.name), "run_id": .string(item.runName ?? ""),
                "resume_count": .int(Int64(item.lifecycle.resumeCount)),
                "resource": item.resource.map(JSON.string) ?? .null,
                "spec": try tx.launch.spec(of: item, showsSecrets: true), "needs": item.needs.json,
                "api_key": grant.secret.map(JSON.string) ?? .null, "author": .string(user.username),
            ]
        }
    }
}

extension JSON {
    /// A time span in seconds.
    static func seconds(milliseconds: Int64) -> JSON {
        milliseconds % 1_000 == 0 ? .int(milliseconds / 1_000) : .number(Double(milliseconds) / 1_000)
    }
}
