import Foundation
import RoostCatalog
import Synchronization

/// What the server keeps in memory of queues and agents: its clock, who waits for items, and signs of life that are
/// not written down yet.
final class LaunchDesk: Sendable {
    let timings: LaunchTimings
    private let start: (wall: Int64, instant: ContinuousClock.Instant)
    private let beats = Mutex<[Int64: Int64]>([:])
    private let tickets = Atomic<UInt64>(0)
    private let waiters = Mutex(Waiters())

    init(timings: LaunchTimings) {
        self.timings = timings
        start = (Int64(Date().timeIntervalSince1970 * 1_000), .now)
    }

    /// The time in milliseconds. It goes on evenly while the server runs, whatever happens to the machine's clock.
    var now: Int64 {
        let elapsed = start.instant.duration(to: .now).components
        return start.wall + elapsed.seconds * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
    }

    // MARK: Signs of life

    /// Notes that an official agent is alive.
    func beat(_ agent: Int64) {
        let now = now
        beats.withLock { $0[agent] = now }
    }

    /// The noted signs of life, which are forgotten.
    func takeBeats() -> [Int64: Int64] {
        beats.withLock { beats in
            defer { beats = [:] }
            return beats
        }
    }

    // MARK: Waiting

    private struct Waiters {
        var all: [UInt64: (agent: Int64, queues: [Int64], wake: AsyncStream<Void>.Continuation)] = [:]
        var byQueue: [Int64: Set<UInt64>] = [:]
        var byAgent: [Int64: Set<UInt64>] = [:]

        mutating func remove(_ id: UInt64) {
            guard let gone = all.removeValue(forKey: id) else { return }
            for queue in gone.queues {
                byQueue[queue]?.remove(id)
                if byQueue[queue]?.isEmpty == true { byQueue[queue] = nil }
            }
            byAgent[gone.agent]?.remove(id)
            if byAgent[gone.agent]?.isEmpty == true { byAgent[gone.agent] = nil }
        }
    }

    /// The question of an agent, and a way to wake it while it waits.
    struct Ticket: Sendable {
        /// Later questions have greater numbers.
        fileprivate let id: UInt64
        fileprivate let wake: AsyncStream<Void>.Continuation
        let wakeups: AsyncStream<Void>
    }

    func takeTicket() -> Ticket {
        let (stream, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return Ticket(id: tickets.add(1, ordering: .relaxed).newValue, wake: wake, wakeups: stream)
    }

    /// Gives a question its place among those who wait: whatever becomes known from now on wakes it.
    ///
    /// To be called inside the transaction that looks for an answer. Changes come one after another, so nothing falls
    /// in between.
    ///
    /// - Returns: whether it is the agent's latest. Whoever asks in the name of an agent takes the place of those who
    ///   asked before: what an earlier question says that the agent holds is out of date, and its answer goes nowhere.
    func place(_ ticket: Ticket, agent: Int64, queues: [Int64]) -> Bool {
        let (isLatest, earlier) = waiters.withLock { waiters in
            waiters.remove(ticket.id)
            waiters.all[ticket.id] = (agent, queues, ticket.wake)
            for queue in queues { waiters.byQueue[queue, default: []].insert(ticket.id) }
            waiters.byAgent[agent, default: []].insert(ticket.id)
            let all = waiters.byAgent[agent] ?? []
            return (all.max() == ticket.id, all.filter { $0 < ticket.id }.compactMap { waiters.all[$0]?.wake })
        }
        for wake in earlier { wake.finish() }
        return isLatest
    }

    func giveBack(_ ticket: Ticket) {
        waiters.withLock { $0.remove(ticket.id) }
        ticket.wake.finish()
    }

    /// Wakes whoever waits for one of these queues or is one of these agents.
    func wake(queues: Set<Int64>, agents: Set<Int64>) {
        let woken = waiters.withLock { waiters in
            var ids: Set<UInt64> = []
            for queue in queues { ids.formUnion(waiters.byQueue[queue] ?? []) }
            for agent in agents { ids.formUnion(waiters.byAgent[agent] ?? []) }
            return ids.compactMap { waiters.all[$0]?.wake }
        }
        for wake in woken { wake.yield() }
    }
}

extension Services {
    /// Makes known what a transaction did to queued items; to be called when it is on disk.
    func tell(_ effects: LaunchEffects) {
        guard !effects.isEmpty else { return }
        if !effects.deadKeys.isEmpty {
            authenticator.forget(keys: effects.deadKeys)
            runs.forget(keys: effects.deadKeys)
        }
        for run in effects.stoppedRuns {
            runs.forget(run)
            live.publish(run, .run)
        }
        launch.wake(queues: effects.queues, agents: effects.agents)
    }

    /// Changes queued items in one transaction, gathered with others that come at the same time, and makes known what
    /// follows.
    func writeLaunch<T: Sendable>(
        as caller: Caller, _ body: @escaping @Sendable (Access, inout LaunchEffects) throws -> T
    ) async throws -> T {
        let (result, effects) = try await catalog.writeTogether { tx in
            var effects = LaunchEffects()
            let access = Access(tx: tx, caller: caller)
            try access.requireLivingKey()
            let result = try body(access, &effects)
            return (result, effects)
        }
        tell(effects)
        return result
    }
}
