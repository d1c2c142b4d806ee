#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The time of day.
enum WallClock {
    /// Microseconds since 1970.
    @inline(__always)
    static func microseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
