import Foundation
import Synchronization

/// Runs `body` on a thread of its own for each number below `count`, as every client has a process of its own.
///
/// - Throws: what one of them threw, when all have ended.
public func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failure = Mutex<(any Error)?>(nil)
    let group = DispatchGroup()
    for index in 0..<count {
        group.enter()
        Thread.detachNewThread {
            do { try body(index) } catch { failure.withLock { $0 = error } }
            group.leave()
        }
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
}
