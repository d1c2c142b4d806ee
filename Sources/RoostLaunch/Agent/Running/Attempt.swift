import Foundation

/// One attempt at an item, from its lease to the acknowledgement of its end.
///
/// Every step is written down before it is taken; see ``AttemptRecord``. What the agent learns from the server meanwhile
/// comes in through ``end(_:)`` and ``renew(until:)``.
actor Attempt {
    nonisolated let lease: AgentLease
    let context: AgentContext
    var record: AttemptRecord
    /// Until when the lease certainly holds; `nil` while a restarted agent has not heard from the server.
    private var deadline: ContinuousClock.Instant?
    private var work: Task<Void, Never>?
    /// Whether the record is gone from the disk. Nothing may bring it back.
    private(set) var isOver = false
    /// How often in a row the server has refused an event.
    var refusals = 0
    /// Wakes the one that watches, when there is news.
    let bell = Bell()

    init(_ record: AttemptRecord, context: AgentContext) {
        self.record = record
        lease = record.lease
        self.context = context
    }

    var hasEnded: Bool { record.phase == .ended }
    /// Whether giving the item back is enough to be rid of it.
    var isNotBegun: Bool { record.phase == .leased }

    /// Whether nobody has asked for its end.
    var isWanted: Bool { record.ending == nil && !isOver }

    // MARK: What the agent tells it

    /// The lease holds until then; a job that does not hear so in time is ended, by its supervisor if need be.
    func renew(until deadline: ContinuousClock.Instant) {
        self.deadline = deadline
        renewOnDisk()
    }

    /// Ends the job, for this reason. The first reason holds, but a lost lease overrides every other.
    func end(_ reason: AttemptRecord.Ending) {
        guard !isOver, record.ending != .lost, record.ending == nil || reason == .lost,
            record.phase != .ended || reason == .lost
        else { return }
        record.ending = reason
        try? context.store.write(record)
        if reason == .lost, let directory = record.stateDirectory {
            // The supervisor ends the job at once.
            try? JobDirectory(directory).renew(seconds: -1)
        }
        if record.phase == .leased { work?.cancel() }
        Task { await bell.ring() }
    }

    /// Gives the item up when its lease could not be renewed in time.
    func checkDeadline(now: ContinuousClock.Instant) {
        guard let deadline, now + .seconds(AgentLimits.leaseMarginSeconds) > deadline, record.ending != .lost else {
            return
        }
        context.log.say(
            "lost", "its lease could not be renewed in time; it is ended, so that another agent can run it", of: lease)
        end(.lost)
    }

    /// Writes the deadline where the job's supervisor sees it.
    func renewOnDisk() {
        guard let deadline, record.ending != .lost, record.phase == .submitting || record.phase == .running,
            let directory = record.stateDirectory
        else { return }
        let rest = (deadline - .now) / .seconds(1) - AgentLimits.leaseMarginSeconds
        do {
            try JobDirectory(directory).renew(seconds: rest)
        } catch {
            context.log.say("warning", "its deadline cannot be written: \(error)", of: lease)
        }
    }

    // MARK: The work

    /// Goes on from where the record is, to the end. Returns when nothing of the attempt is left to do.
    func run() async {
        let work = Task { await goOn() }
        self.work = work
        if record.ending != nil, record.phase == .leased { work.cancel() }
        await work.value
    }

    private func goOn() async {
        do {
            switch record.phase {
            case .leased: try await begin()
            case .submitting: try await recover()
            case .running: break
            case .ended: break
            }
            if record.phase == .running { try await watch() }
        } catch {
            await fail(error)
        }
        // Cancelling the work does not cancel what is told of it.
        await Task { await tellAll(untilLast: true) }.value
        // A job that was lost while it was told of is gone too: only its record is left.
        isOver = true
        context.store.remove(lease)
    }

    /// Makes the job ready and submits it.
    private func begin() async throws(LaunchError) {
        guard try goesOn() else { return }
        try context.store.clear(lease)
        let policy = context.configuration.policy(for: lease.queue)
        let resource = try context.resource(of: lease)
        let directory = context.store.directory(of: lease)
        let item = try await context.preparer.prepare(lease, policy: policy, in: directory)
        var job = item.job
        let secrets = try await context.secrets.variables(for: lease.spec, queue: lease.queue, policy: policy)
        job.id = lease.jobID
        job.environment.merge(secrets) { $1 }
        guard try goesOn() else { return }
        record.secrets = secrets.values.sorted() + [lease.apiKey]
        record.stateDirectory = job.stateDirectory
        record.phase = .submitting
        record.events += item.warnings.map { redacted(AgentEvent(.warning, stage: .build, message: $0)) }
        try context.store.write(record)
        try SmallFile.makeFolder(job.stateDirectory)
        renewOnDisk()
        let handle = try await resource.submit(job)
        try hasBegun(handle)
    }

    /// Finds out whether a submission that was cut off made a job.
    private func recover() async throws(LaunchError) {
        let resource = try context.resource(of: lease)
        let directory = record.stateDirectory ?? context.store.directory(of: lease)
        if let handle = try await resource.find(lease.jobID, stateDirectory: directory) {
            context.log.say("adopted", "its job was found", of: lease)
            try hasBegun(handle)
        } else {
            record.phase = .leased
            try context.store.write(record)
            try await begin()
        }
    }

    private func hasBegun(_ handle: JobHandle) throws(LaunchError) {
        record.handle = handle
        record.phase = .running
        record.events.append(AgentEvent(.started, stage: .run, node: nil, job: handle.externalID))
        try context.store.write(record)
        renewOnDisk()
        context.log.say(
            "started", "started as \(handle.externalID)", of: lease, ["job": .string(handle.externalID)])
    }

    /// Whether to go on with an item that has not begun; if not, what is to be told is written down.
    private func goesOn() throws(LaunchError) -> Bool {
        switch record.ending {
        case nil: return true
        case .lost: try over(telling: [])
        case .withdrawn: try over(telling: [AgentEvent(.released, stage: .agent, message: "the agent ends")])
        case .cancelled:
            try over(telling: [AgentEvent(.cancelled, stage: .agent, message: "cancelled before it began")])
        }
        return false
    }

    /// No job runs any more.
    func over(telling events: [AgentEvent]) throws(LaunchError) {
        record.phase = .ended
        // What is told of a lost item changes nothing: it is not told.
        record.events = record.ending == .lost ? [] : record.events + events
        try context.store.write(record)
    }

    /// Ends the attempt when something went wrong at the agent itself.
    private func fail(_ error: LaunchError) async {
        do {
            if record.phase == .leased, record.ending != nil {
                _ = try goesOn()
                return
            }
            context.log.say("failed", error.description, of: lease)
            // A submission that failed may have made a job all the same.
            if record.phase != .leased { await endLeftover() }
            try over(telling: [redacted(AgentEvent(error))])
        } catch {
            context.log.say("warning", "its record cannot be written: \(error)", of: lease)
            record.phase = .ended
            record.events.append(redacted(AgentEvent(error)))
        }
    }

    private func endLeftover() async {
        guard let resource = context.resources[lease.resource], let directory = record.stateDirectory else { return }
        var handle = record.handle
        if handle == nil { handle = try? await resource.find(lease.jobID, stateDirectory: directory) }
        guard let handle else { return }
        try? await resource.cancel(handle)
    }
}
