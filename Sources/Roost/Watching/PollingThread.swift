import Dispatch
import Foundation
import Synchronization

/// Does something over and over, on a thread of its own, until it is stopped; then once more.
final class PollingThread: Sendable {
    private let condition = NSCondition()
    private let isStopped = Mutex(false)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts with a pass at once.
    ///
    /// - Parameters:
    ///   - seconds: between the end of a pass and the start of the next.
    ///   - state: what the passes share.
    ///   - pass: the work; `isLast` for the pass after the stop.
    init<State: Sendable>(
        name: String, seconds: Double, state: State,
        pass: @escaping @Sendable (_ state: inout State, _ isLast: Bool) -> Void
    ) {
        let thread = Thread { [self] in
            var state = state
            repeat {
                pass(&state, false)
            } while wait(seconds: seconds)
            pass(&state, true)
            ended.signal()
        }
        thread.name = name
        thread.start()
    }

    /// Ends the passes; the last is done when this returns. A second call does nothing. It may not be called by a pass.
    func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        condition.lock()
        condition.broadcast()
        condition.unlock()
        ended.wait()
    }

    /// Waits; `false` once stopped.
    private func wait(seconds: Double) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while !isStopped.withLock({ $0 }) {
            if !condition.wait(until: end) { return !isStopped.withLock { $0 } }
        }
        return false
    }
}
