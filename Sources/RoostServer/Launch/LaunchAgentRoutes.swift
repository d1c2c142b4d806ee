import Foundation
import HTTPTypes
import Hummingbird
import RoostCatalog
import RoostJSON
import RoostQueue
import ServiceLifecycle

/// Registration and the long poll of Roost's agent.
struct LaunchAgentRoutes: Sendable {
    /// How long an agent may wait for an answer, in seconds.
    private static let longestWait: Double = 30
    private static let largestCount = 1_000_000

    let services: Services

    // MARK: Registration

    @Sendable func register(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await LaunchBody(request)
        let (entity, project) = (try body.optionalString("entity"), try body.optionalString("project"))
        let (hostname, instance) = (try body.string("hostname"), try body.string("instance"))
        let version = try body.optionalString("version")
        let names = try body.list("queues").enumerated().map { index, queue in
            let queue = try LaunchBody(queue, at: "queues[\(index)]")
            return (
                name: try queue.string("name"),
                weight: try queue.optionalInt("weight", in: FairShare.weights) ?? 1
            )
        }
        guard !names.isEmpty else {
            throw ServerError.invalid(field: "queues", value: "[]", expected: "at least one queue")
        }
        let resources = try body.list("resources").map { resource in
            guard let name = resource.stringValue else {
                throw ServerError.invalid(field: "resources", value: resource.text, expected: "names")
            }
            return name
        }
        let jobs = try body.optionalInt("max_jobs", in: -1...Self.largestCount) ?? 1
        let capacity = try Self.capacity(
            LaunchBody(.object(body.optionalObject("capacity") ?? [:]), at: "capacity"), jobs: jobs)
        let config = JSON.object(try body.optionalObject("config") ?? [:]).text
        let now = services.launch.now
        let (agent, entityName) = try await services.writeLaunch(as: context.caller) { access, _ in
            let user = try access.caller.requireUser()
            try access.refuseAttemptKeys()
            let project = try access.project(
                project ?? LaunchRepository.queueProject, entity: entity, for: .write)
            let queues = try names.map { name, weight in
                guard let queue = try access.tx.launch.queue(project: project.id, name: name) else {
                    throw ServerError.notFound("queue '\(name)' of '\(project.entityName)'")
                }
                return (id: queue.id, weight: weight)
            }
            let agent = try access.tx.launch.register(
                NewLaunchAgent(
                    project: project.id, user: user.id, hostname: hostname, instance: instance, version: version,
                    config: config, queues: queues, resources: resources, capacity: capacity), at: now)
            return (agent, project.entityName)
        }
        return .json([
            "agent": .string(agent.globalID.text), "name": .string(agent.name), "entity": .string(entityName),
            "lease_seconds": Self.seconds(services.launch.timings.lease),
        ])
    }

    private static func seconds(_ milliseconds: Int64) -> JSON {
        milliseconds % 1_000 == 0 ? .int(milliseconds / 1_000) : .number(Double(milliseconds) / 1_000)
    }

    private static func capacity(_ body: LaunchBody, jobs: Int) throws -> Capacity {
        Capacity(
            jobs: jobs < 0 ? nil : jobs, cpus: min(try body.number("cpus", default: 0), 1e9),
            memoryBytes: Int64(min(try body.number("memory_bytes", default: 0), 1e18)),
            gpus: Int(min(try body.number("gpus", default: 0), 1e9)))
    }

    // MARK: Polling

    @Sendable func poll(_ request: Request, _ context: ServerContext) async throws -> Response {
        let id = try context.parameters.require("agent").removingPercentEncoding ?? ""
        let body = try await LaunchBody(request)
        let poll = try Self.poll(body)
        let wait = min(try body.number("wait_seconds", default: 0), Self.longestWait)
        let (agent, queues) = try await services.read(as: context.caller) { access in
            let agent = try access.agent(globalID: id, for: .write)
            return (agent.id, try access.tx.launch.queueIDs(agent: agent.id))
        }
        // Taken before the first look, so that nothing falls in between.
        let ticket = services.launch.takeTicket(agent: agent, queues: queues)
        defer { services.launch.giveBack(ticket) }
        let end = ContinuousClock.now + .seconds(wait)
        while true {
            let answer = try await answer(id, poll, ticket, context.caller)
            guard answer.isEmpty, .now < end, await Self.wake(ticket, before: end) else {
                return .json(try await render(answer))
            }
        }
    }

    private static func poll(_ body: LaunchBody) throws -> LaunchPoll {
        let free = try LaunchBody(.object(body.optionalObject("free") ?? [:]), at: "free")
        let jobs = try free.optionalInt("jobs", in: -1...largestCount) ?? 0
        let held = try body.list("held").enumerated().map { index, held in
            let held = try LaunchBody(held, at: "held[\(index)]")
            let (item, lease) = (try held.string("item"), try held.string("lease"))
            guard case .runQueueItem(let row) = try? GlobalID(item), let token = LeaseToken(lease) else {
                throw ServerError.invalid(
                    field: held.name("item"), value: item, expected: "an item and the token of its lease")
            }
            return (item: row, token: token)
        }
        return LaunchPoll(
            free: try capacity(free, jobs: jobs), isDraining: try body.bool("draining", default: false), held: held)
    }

    private func answer(
        _ id: String, _ poll: LaunchPoll, _ ticket: LaunchDesk.Ticket, _ caller: Caller
    ) async throws -> LaunchPollAnswer {
        let desk = services.launch
        return try await services.writeLaunch(as: caller) { access, effects in
            let agent = try access.agent(globalID: id, for: .write)
            // Changes come one after another: a later question that has had its answer is seen here.
            guard desk.isLatest(ticket) else { return LaunchPollAnswer() }
            let answer = try access.tx.launch.poll(
                agent: agent, poll, timings: desk.timings, most: Limits.leasesPerPoll, at: desk.now)
            effects.formUnion(answer.effects)
            // The agent hears it in this very answer.
            effects.agents.remove(agent.id)
            return answer
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

    private func render(_ answer: LaunchPollAnswer) async throws -> JSON {
        func ids(_ items: [Int64]) -> JSON { .array(items.map { .string(GlobalID.runQueueItem($0).text) }) }
        let leases = answer.grants.isEmpty ? [] : try await self.leases(answer.grants)
        let held = answer.held.sorted { $0.key < $1.key }.map { item, rest -> JSON in
            ["item": .string(GlobalID.runQueueItem(item).text), "lease_seconds": Self.seconds(rest)]
        }
        return [
            "leases": .array(leases), "held": .array(held), "cancel": ids(answer.cancelled), "lost": ids(answer.lost),
            "stop": .bool(answer.isStopped),
        ]
    }

    private func leases(_ grants: [LaunchGrant]) async throws -> [JSON] {
        let now = services.launch.now
        return try await services.catalog.read { tx in
            try grants.compactMap { grant in
                let item = grant.item
                guard let queue = try tx.launch.queue(id: item.queueID),
                    let project = try tx.projects.find(id: item.projectID),
                    let user = try tx.users.find(id: item.userID)
                else { return nil }
                return [
                    "item": .string(item.globalID.text), "lease": .string(grant.lease.token.text),
                    "attempt": .int(Int64(item.lifecycle.attempt)),
                    "lease_seconds": Self.seconds(max(0, grant.lease.deadline - now)),
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
}
