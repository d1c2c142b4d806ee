import Synchronization

/// What works beside a run and is stopped before it finishes: console capture, system metrics, the flush thread.
final class RunServices: Sendable {
    private let stops = Mutex<[@Sendable () -> Void]>([])

    /// - Parameter stop: called once when the run finishes or the program ends, in the reverse order of the services'
    ///   start; what the service still has to say is said when it returns.
    func add(stop: @escaping @Sendable () -> Void) { stops.withLock { $0.append(stop) } }

    func stopAll() {
        let all = stops.withLock { stops in
            defer { stops = [] }
            return stops
        }
        for stop in all.reversed() { stop() }
    }
}
