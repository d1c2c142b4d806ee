import Foundation
import Synchronization

/// Calls a function at an interval, on a thread of its own: a program that keeps every core and every task busy still
/// gets its log written.
final class FlushThread: Sendable {
    private let condition = NSCondition()
    private let isStopped = Mutex(false)

    init(everySeconds interval: Double, _ work: @escaping @Sendable () -> Void) {
        let condition = condition
        let thread = Thread { [weak self] in
            while true {
                condition.lock()
                _ = condition.wait(until: Date(timeIntervalSinceNow: interval))
                condition.unlock()
                guard let self, !self.isStopped.withLock({ $0 }) else { return }
                work()
            }
        }
        thread.name = "roost-flush"
        thread.start()
    }

    /// Ends the thread; a call that is under way goes on.
    func stop() {
        isStopped.withLock { $0 = true }
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }
}
