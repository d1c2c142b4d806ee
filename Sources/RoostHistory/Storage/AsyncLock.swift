import Synchronization

/// Mutual exclusion across suspension points, first come first served.
final class AsyncLock: Sendable {
    private struct State {
        var isLocked = false
        var waiters: [CheckedContinuation<Void, Never>] = []
        var next = 0
    }

    private let state = Mutex(State())

    private func lock() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isLocked {
                    state.waiters.append(continuation)
                    return false
                }
                state.isLocked = true
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    private func unlock() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.next < state.waiters.count else {
                state.isLocked = false
                state.waiters.removeAll(keepingCapacity: true)
                state.next = 0
                return nil
            }
            state.next += 1
            return state.waiters[state.next - 1]
        }
        waiter?.resume()
    }

    func with<Value: Sendable>(
        _ body: () async throws(HistoryError) -> Value
    ) async throws(HistoryError) -> Value {
        await lock()
        defer { unlock() }
        return try await body()
    }
}
