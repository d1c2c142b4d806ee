/// A run's running time.
struct RunClock: Sendable {
    /// In microseconds since 1970.
    let startTime: Int64
    /// How long the run ran before it was resumed, in microseconds.
    var earlierRuntime: Int64 = 0

    /// The running time at a moment, in microseconds.
    @inline(__always)
    func runtime(at time: Int64) -> Int64 { max(0, time - startTime) + earlierRuntime }
}
