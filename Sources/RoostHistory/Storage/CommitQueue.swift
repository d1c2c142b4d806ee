import GRDB
import Synchronization

/// The one writer of the store.
///
/// Whatever was queued while the last transaction was committed makes the next one, so that many appends share one
/// flush of the disk. A caller goes on only after the flush.
final class CommitQueue: Sendable {
    typealias Body<Value> = @Sendable (SQL) throws(HistoryError) -> Value

    private struct Job: Sendable {
        let bytes: Int
        let body: Body<Void>
        /// Takes the error; `nil` when the job is durable.
        let continuation: CheckedContinuation<HistoryError?, Never>
    }

    private struct State {
        var jobs: [Job] = []
        var bytes = 0
        var isDraining = false
        var isClosed = false
        /// Callers for whom there was no room.
        var crowd: [CheckedContinuation<Void, Never>] = []
        /// Whoever waits until nothing is left to do.
        var closers: [CheckedContinuation<Void, Never>] = []

        var hasRoom: Bool { jobs.count < Limits.queuedJobs && bytes < Limits.queuedBytes }

        /// The jobs of the next transaction.
        mutating func takeGroup() -> [Job] {
            var count = 0
            var groupBytes = 0
            while count < jobs.count, count == 0 || groupBytes + jobs[count].bytes <= Limits.transactionBytes {
                groupBytes += jobs[count].bytes
                count += 1
            }
            let group = Array(jobs[..<count])
            jobs.removeFirst(count)
            bytes -= groupBytes
            return group
        }
    }

    /// Carries the value of a job from the writer to its caller.
    private final class Outcome<Value: Sendable>: Sendable {
        private let value = Mutex<Value?>(nil)

        func set(_ value: Value) { self.value.withLock { $0 = value } }
        func take() -> Value? { value.withLock { $0 } }
    }

    private let pool: DatabasePool
    private let state = Mutex(State())

    init(_ pool: DatabasePool) {
        self.pool = pool
    }

    /// Runs `body` in a transaction, perhaps together with others, and returns once it is durable. If the transaction
    /// fails, `body` may run once more.
    ///
    /// - Parameter bytes: roughly what it writes, which decides how many may wait.
    func commit<Value: Sendable>(
        bytes: Int, _ body: @escaping Body<Value>
    ) async throws(HistoryError) -> Value {
        await waitForRoom()
        let outcome = Outcome<Value>()
        let error: HistoryError? = await withCheckedContinuation { continuation in
            enqueue(
                Job(
                    bytes: bytes, body: { sql throws(HistoryError) in outcome.set(try body(sql)) },
                    continuation: continuation))
        }
        if let error { throw error }
        guard let value = outcome.take() else { throw .closed }
        return value
    }

    private func waitForRoom() async {
        while !state.withLock({ $0.hasRoom }) {
            await withCheckedContinuation { continuation in
                let hasRoom = state.withLock { state in
                    if !state.hasRoom { state.crowd.append(continuation) }
                    return state.hasRoom
                }
                if hasRoom { continuation.resume() }
            }
        }
    }

    private func enqueue(_ job: Job) {
        let (isClosed, starts) = state.withLock { state in
            if state.isClosed { return (true, false) }
            state.jobs.append(job)
            state.bytes += job.bytes
            let starts = !state.isDraining
            state.isDraining = true
            return (false, starts)
        }
        if isClosed { job.continuation.resume(returning: .closed) }
        if starts { pool.asyncWriteWithoutTransaction { self.drain($0) } }
    }

    private func drain(_ database: Database) {
        while true {
            let (group, crowd, closers) = state.withLock { state in
                let group = state.takeGroup()
                if group.isEmpty { state.isDraining = false }
                defer {
                    state.crowd.removeAll()
                    if group.isEmpty { state.closers.removeAll() }
                }
                return (group, state.crowd, group.isEmpty ? state.closers : [])
            }
            for waiter in crowd + closers { waiter.resume() }
            if group.isEmpty { return }
            run(group, database)
        }
    }

    private func run(_ group: [Job], _ database: Database) {
        let error = transaction(group, database)
        if error == nil || group.count == 1 {
            for job in group { job.continuation.resume(returning: error) }
            return
        }
        // One of them spoilt it for all: give each its own chance.
        for job in group { job.continuation.resume(returning: transaction([job], database)) }
    }

    private func transaction(_ group: [Job], _ database: Database) -> HistoryError? {
        let sql = SQL(database)
        do throws(HistoryError) {
            try sql.run("BEGIN IMMEDIATE")
            for job in group { try job.body(sql) }
            try sql.run("COMMIT")
            return nil
        } catch {
            // After some failures SQLite has rolled back by itself; a second rollback then fails and changes nothing.
            try? sql.run("ROLLBACK")
            return error
        }
    }

    /// Refuses what comes from now on, and returns when all that came before is done.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isDraining { state.closers.append(continuation) }
                return !state.isDraining
            }
            if isIdle { continuation.resume() }
        }
    }
}
