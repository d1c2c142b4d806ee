import Foundation
import RoostQueue

/// Works off the items of queues: takes what fits this machine, runs it, and tells how it ends.
///
/// All that it holds is on the disk (``AgentStore``): an agent that is killed and started again takes its jobs over, and
/// the server hears of each what it would have heard anyway.
public actor LaunchAgent {
    private let context: AgentContext
    private let registration: AgentRegistration
    private let capacity: Capacity
    private var identity: AgentIdentity
    /// What is being worked on, by item.
    private var attempts: [String: Attempt] = [:]
    /// The work itself, by item: a new attempt waits for the end of the one before.
    private var work: [String: Task<Void, Never>] = [:]
    private var question: Task<Result<AgentOrders, AgentServiceError>, Never>?
    private var pause: Double = 0
    private var mode = Mode.working
    private var schedulers: SchedulerTurns

    private enum Mode: Comparable {
        case working
        /// Nothing new is taken; what runs runs to its end.
        case draining
        /// What runs is ended and given back.
        case ending
        /// The agent leaves at once; its jobs go on, for the next agent with the same folder.
        case leaving
    }

    init(context: AgentContext, registration: AgentRegistration) {
        self.context = context
        self.registration = registration
        capacity = registration.capacity
        schedulers = SchedulerTurns(most: context.configuration.maxSchedulers)
        identity = AgentIdentity(id: "", name: "", entity: "", leaseSeconds: AgentLimits.leaseSeconds)
    }

    // MARK: What a person wants

    /// Takes nothing new, and ends when all jobs have ended.
    public func drain() { change(to: .draining, "takes nothing new and ends when its jobs have") }

    /// Ends all jobs, gives their items back, and ends.
    public func end() { change(to: .ending, "ends its jobs and gives them back") }

    /// Ends at once. Its jobs go on; an agent that is started with the same folder within the leases' time takes them
    /// over.
    public func leave() { change(to: .leaving, "leaves its jobs to the next agent of this folder") }

    private func change(to mode: Mode, _ text: String) {
        guard mode > self.mode else { return }
        self.mode = mode
        context.log.say("\(mode)", "the agent \(text)", ["jobs": .int(Int64(attempts.count))])
        wake()
    }

    /// Asks the server anew: there is something else to tell.
    private func wake() { question?.cancel() }

    // MARK: The loop

    /// Runs until it is told to end and nothing is left to do.
    ///
    /// - Throws: when the server refuses the agent.
    public func run() async throws(LaunchError) {
        let adopted = try context.store.records().map { Attempt($0, context: context) }
        guard try await register() else { return }
        for attempt in adopted { attempts[attempt.lease.item] = attempt }
        if !adopted.isEmpty {
            context.log.say("adopting", "takes over \(adopted.count) jobs", ["jobs": .int(Int64(adopted.count))])
        }
        let guardian = Task { await guardDeadlines() }
        defer { guardian.cancel() }
        while mode != .leaving {
            await withdraw()
            if mode >= .draining, attempts.isEmpty { break }
            await ask()
        }
        context.log.say("ended", "the agent has ended")
    }

    /// Introduces the agent, as often as it takes. False when it was told to end meanwhile.
    private func register() async throws(LaunchError) -> Bool {
        var pause = context.pace.retry
        while mode == .working || !attempts.isEmpty {
            do {
                identity = try await context.service.register(registration)
                let queues = registration.queues.map(\.name).joined(separator: ", ")
                context.log.say(
                    "registered", "agent \(identity.name) works off \(queues) of \(identity.entity)",
                    [
                        "agent": .string(identity.id), "name": .string(identity.name),
                        "entity": .string(identity.entity),
                    ])
                return true
            } catch .unreachable(let reason) {
                context.log.say("warning", reason)
                try? await Task.sleep(for: .seconds(pause))
                pause = min(pause * 2, AgentLimits.longestPauseSeconds)
            } catch {
                throw .server(reason: error.message)
            }
        }
        return false
    }

    /// One question to the server, and what follows from its answer.
    private func ask() async {
        var held: [AgentPoll.HeldItem] = []
        var taken: [Needs] = []
        for attempt in attempts.values {
            held.append(AgentPoll.HeldItem(item: attempt.lease.item, token: attempt.lease.token))
            // A scheduler at work takes no job's place, as with official agents.
            if await !attempt.hasEnded, !schedulers.running.contains(attempt.lease.item) {
                taken.append(attempt.lease.needs)
            }
        }
        let poll = AgentPoll(
            free: Inventory.free(of: capacity, taken: taken), isDraining: mode >= .draining,
            held: held.sorted { $0.item < $1.item },
            waitSeconds: min(AgentLimits.pollSeconds, identity.leaseSeconds / 3))
        let (service, agent) = (context.service, identity.id)
        let asked = ContinuousClock.now
        let question = Task { () -> Result<AgentOrders, AgentServiceError> in
            do throws(AgentServiceError) {
                return .success(try await service.poll(agent, poll))
            } catch {
                return .failure(error)
            }
        }
        self.question = question
        let answer = await question.value
        self.question = nil
        switch answer {
        case .success(let orders):
            pause = 0
            await follow(orders, held: held, since: asked)
        case .failure(.cancelled): break
        case .failure(.unknown(let reason)):
            context.log.say("warning", "\(reason); the agent registers again")
            do {
                _ = try await register()
            } catch {
                await rest(after: error.description)
            }
        case .failure(let error): await rest(after: error.message)
        }
    }

    private func rest(after reason: String) async {
        context.log.say("warning", reason)
        pause = min(max(pause * 2, context.pace.retry), AgentLimits.longestPauseSeconds)
        let pause = pause
        let sleep = Task { () -> Result<AgentOrders, AgentServiceError> in
            try? await Task.sleep(for: .seconds(pause))
            return .failure(.cancelled)
        }
        question = sleep
        _ = await sleep.value
        question = nil
    }

    private func follow(
        _ orders: AgentOrders, held: [AgentPoll.HeldItem], since asked: ContinuousClock.Instant
    ) async {
        for item in held {
            guard let attempt = attempts[item.item], attempt.lease.token == item.token else { continue }
            if orders.lost.contains(item.item) {
                if await !attempt.hasEnded {
                    context.log.say("lost", "the item is no longer this agent's; its job is ended", of: attempt.lease)
                }
                await attempt.end(.lost)
            } else {
                if let seconds = orders.held[item.item] { await attempt.renew(until: asked + .seconds(seconds)) }
                if orders.cancel.contains(item.item) { await attempt.end(.cancelled) }
            }
            start(attempt)
        }
        for lease in orders.leases { await take(lease, until: asked + .seconds(lease.seconds)) }
        if orders.stop { drain() }
    }

    private func take(_ lease: AgentLease, until deadline: ContinuousClock.Instant) async {
        if let present = attempts[lease.item] {
            guard present.lease.token != lease.token else { return }
            await present.end(.lost)
        }
        context.log.say("leased", "taken from \(lease.queue)", of: lease)
        let record = AttemptRecord(lease: lease)
        do {
            try context.store.write(record)
        } catch {
            // Nothing was begun, so the server gives the item again.
            context.log.say("warning", "it cannot be written down: \(error)", of: lease)
            return
        }
        let attempt = Attempt(record, context: context)
        await attempt.renew(until: deadline)
        attempts[lease.item] = attempt
        start(attempt, after: work.removeValue(forKey: lease.item))
    }

    private func start(_ attempt: Attempt, after earlier: Task<Void, Never>? = nil) {
        guard work[attempt.lease.item] == nil else { return }
        work[attempt.lease.item] = Task {
            await earlier?.value
            await self.takeTurn(attempt)
            await attempt.run()
            self.remove(attempt)
        }
    }

    /// Waits until a sweep's scheduler may run, or is not to run any more.
    private func takeTurn(_ attempt: Attempt) async {
        guard attempt.lease.isScheduler else { return }
        while await attempt.isWanted, !schedulers.begin(attempt.lease.item) {
            try? await Task.sleep(for: .seconds(0.5))
        }
    }

    private func remove(_ attempt: Attempt) {
        schedulers.end(attempt.lease.item)
        guard attempts[attempt.lease.item] === attempt else { return }
        attempts[attempt.lease.item] = nil
        work[attempt.lease.item] = nil
        wake()
    }

    /// Gives back what has not begun, or everything, as the mode wants.
    private func withdraw() async {
        guard mode == .draining || mode == .ending else { return }
        for attempt in attempts.values {
            let isNotBegun = await attempt.isNotBegun
            if mode == .ending || isNotBegun { await attempt.end(.withdrawn) }
        }
    }

    /// Ends the jobs whose leases could not be renewed in time.
    private func guardDeadlines() async {
        while !Task.isCancelled {
            for attempt in attempts.values { await attempt.checkDeadline(now: .now) }
            try? await Task.sleep(for: .seconds(0.5))
        }
    }
}
