import FoundationEssentials
import Synchronization

/// Gathers changes that come at the same time into common transactions, so that many small ones share one wait for
/// the disk. Each is undone alone when it fails; none is answered before it is on disk.
final class GroupCommit: Sendable {
    /// One change: what it does in the transaction, answering how to tell its sender when that is on disk; and how to
    /// tell the sender that it came to nothing.
    private struct Change: Sendable {
        let perform: @Sendable (any SQLSession) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    /// Changes in one transaction at most; more would keep other writers waiting.
    private static let largest = 512

    private struct State {
        var changes: [Change] = []
        var isDraining = false
    }

    private let database: any SQLDatabase
    private let clock: @Sendable () -> Date
    private let state = Mutex(State())

    init(database: any SQLDatabase, clock: @escaping @Sendable () -> Date) {
        self.database = database
        self.clock = clock
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (CatalogTransaction) throws -> T) async throws -> T {
        let clock = clock
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
            add(
                Change { session in
                    try session.execute("SAVEPOINT one_change")
                    let result = Result { try body(CatalogTransaction(session: session, now: clock())) }
                    if case .failure = result { try session.execute("ROLLBACK TO one_change") }
                    try session.execute("RELEASE one_change")
                    return { continuation.resume(with: result) }
                } fail: {
                    continuation.resume(throwing: $0)
                })
        }
    }

    private func add(_ change: Change) {
        let mustDrain = state.withLock { state in
            state.changes.append(change)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustDrain { Task { await drain() } }
    }

    private func drain() async {
        while let changes = next() {
            do {
                let finishes = try await database.write { session in try changes.map { try $0.perform(session) } }
                for finish in finishes { finish() }
            } catch {
                for change in changes { change.fail(error) }
            }
        }
    }

    private func next() -> [Change]? {
        state.withLock { state in
            guard !state.changes.isEmpty else {
                state.isDraining = false
                return nil
            }
            let changes = Array(state.changes.prefix(Self.largest))
            state.changes.removeFirst(changes.count)
            return changes
        }
    }
}
