import BenchSupport
import Roost

/// `run.log` of two scalars from one thread.
struct CallBench {
    let folder: String
    private let calls = 1_000_000

    /// Returns the median in nanoseconds, the clock's own cost taken off.
    func run() async throws -> Int64 {
        let run = try await Run(project: "bench", dir: folder, mode: .offline, settings: .quiet)
        for step in 0..<20_000 { run.log(["loss": 1 / Double(step + 1), "accuracy": 0.5]) }
        var empty = [Int64](repeating: 0, count: 10_000)
        for index in empty.indices {
            let start = nanoseconds()
            empty[index] = nanoseconds() - start
        }
        let clock = Times(empty).percentile(0.5)
        var times = [Int64](repeating: 0, count: calls)
        for index in times.indices {
            let loss = 1 / Double(index + 1)
            let start = nanoseconds()
            run.log(["loss": loss, "accuracy": 1 - loss])
            times[index] = nanoseconds() - start - clock
        }
        try await run.finish()
        let sorted = Times(times)
        let median = sorted.percentile(0.5)
        Report.line("run.log of 2 scalars, one thread, median", "\(median) ns", "300 ns")
        Report.line("  p99", "\(sorted.percentile(0.99)) ns", "2,000 ns")
        Report.line("  p99.9", "\(sorted.percentile(0.999)) ns")
        return median
    }
}
