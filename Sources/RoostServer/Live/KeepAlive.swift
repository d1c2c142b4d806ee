/// Wake-ups of a subscription with a reminder in every quiet while.
enum Wakeup: Sendable {
    case changed
    case keepAlive
}

extension AsyncStream where Element == Void {
    /// This stream's elements as ``Wakeup/changed``, and ``Wakeup/keepAlive`` at every interval; ends with this stream.
    func withKeepAlive(every interval: Duration) -> AsyncStream<Wakeup> where Self: Sendable {
        AsyncStream<Wakeup>(bufferingPolicy: .bufferingNewest(2)) { continuation in
            let changes = Task {
                for await _ in self { continuation.yield(.changed) }
                continuation.finish()
            }
            let reminders = Task {
                while !Task.isCancelled {
                    try? await Task.sleep(for: interval)
                    continuation.yield(.keepAlive)
                }
            }
            continuation.onTermination = { _ in
                changes.cancel()
                reminders.cancel()
            }
        }
    }
}
