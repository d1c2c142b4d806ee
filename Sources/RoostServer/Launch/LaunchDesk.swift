import Foundation
import RoostCatalog
import Synchronization

/// What the server keeps in memory of queues and agents: its clock, who waits for items, and signs of life that are
/// not written down yet.
final class LaunchDesk: Sendable {
    let timings: LaunchTimings
    private let start: (wall: Int64, instant: ContinuousClock.Instant)
    private let beats = Mutex<[Int64: Int64]>([:])
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
        var next: UInt64 = 0
        var all: [UInt64: (agent: Int64, queues: [Int64], wake: AsyncStream<Void>.Continuation)] = [:]
        var byQueue: [Int64: Set<UInt64>] = [:]
        var byAgent: [Int64: Set<UInt64>] = [:]
    }

    /// A place among those who wait. Whatever happens after it was taken wakes it.
    struct Ticket: Sendable {
        fileprivate let id: UInt64
        let wakeups: AsyncStream<Void>
    }

    /// Whoever asks in the name of an agent takes the place of those who asked before: what an earlier question says that
    /// the agent holds is out of date, and its answer goes nowhere.
    func takeTicket(agent: Int64, queues: [Int64]) -> Ticket {
        let (stream, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let (id, earlier) = waiters.withLock { waiters in
            let earlier = (waiters.byAgent[agent] ?? []).compactMap { waiters.all[$0]?.wake }
            waiters.next += 1
            waiters.all[waiters.next] = (agent, queues, wake)
            for queue in queues { waiters.byQueue[queue, default: []].insert(waiters.next) }
            waiters.byAgent[agent, default: []].insert(waiters.next)
            return (waiters.next, earlier)
        }
        for wake in earlier { wake.finish() }
        return Ticket(id: id, wakeups: stream)
    }

    /// Whether nobody has asked in the same agent's name since.
    func isLatest(_ ticket: Ticket) -> Bool {
        waiters.withLock { waiters in
            guard let own = waiters.all[ticket.id] else { return false }
            return waiters.byAgent[own.agent]?.max() == ticket.id
        }
    }

    func giveBack(_ ticket: Ticket) {
        let wake = waiters.withLock { waiters -> AsyncStream<Void>.Continuation? in
            guard let gone = waiters.all.removeValue(forKey: ticket.id) else { return nil }
            for queue in gone.queues {
                waiters.byQueue[queue]?.remove(ticket.id)
                if waiters.byQueue[queue]?.isEmpty == true { waiters.byQueue[queue] = nil }
            }
            waiters.byAgent[gone.agent]?.remove(ticket.id)
            if waiters.byAgent[gone.agent]?.isEmpty == true { waiters.byAgent[gone.agent] = nil }
            return gone.wake
        }
        wake?.finish()
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
