import Dispatch
import Foundation

/// A piece of work on a thread of its own, which can be waited for.
final class BackgroundWork: Sendable {
    private let isDone = DispatchSemaphore(value: 0)

    init(name: String, _ work: @escaping @Sendable () -> Void) {
        let isDone = isDone
        let thread = Thread {
            work()
            isDone.signal()
        }
        thread.name = name
        thread.start()
    }

    /// Returns when the work is done.
    func wait() {
        isDone.wait()
        isDone.signal()
    }
}
