import Glibc

/// Nanoseconds of the machine's steady clock, as cheap as can be had.
@inline(__always)
func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// The times of many calls, in nanoseconds.
struct Times {
    private var sorted: [Int64]

    init(_ times: [Int64]) { sorted = times.sorted() }

    /// The time that a share of the calls does not exceed.
    func percentile(_ share: Double) -> Int64 {
        sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
