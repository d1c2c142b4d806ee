import BenchSupport
import Roost

/// From the call of `Run(…)` to its first logged row, with a server on this machine.
struct StartBench {
    let folder: String
    private let runs = 15

    func run() async throws {
        var times: [Int64] = []
        for _ in 0..<runs {
            let start = nanoseconds()
            let run = try await Run(project: "bench", dir: folder, mode: .online, settings: .quiet)
            run.log(["loss": 1.0])
            times.append((nanoseconds() - start) / 1_000)
            try await run.finish()
        }
        let sorted = Times(times)
        Report.line("Run(…) to first log, online, median", "\(milliseconds(sorted.percentile(0.5))) ms", "50 ms")
        Report.line("  slowest of \(runs)", "\(milliseconds(sorted.percentile(1))) ms")
    }

    private func milliseconds(_ microseconds: Int64) -> String { Report.number(Double(microseconds) / 1000, 1) }
}
