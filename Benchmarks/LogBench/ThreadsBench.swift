import BenchSupport
import Foundation
import Roost

/// Ten scalars a call from four threads into one run.
struct ThreadsBench {
    let folder: String
    private let threads = 4
    private let calls = 500_000

    func run() async throws {
        let run = try await Run(project: "bench", dir: folder, mode: .offline, settings: .quiet)
        let before = Self.residentMegabytes
        let group = DispatchGroup()
        let start = ContinuousClock.now
        for thread in 0..<threads {
            group.enter()
            Thread.detachNewThread {
                for index in 0..<calls {
                    let value = Double(index) + Double(thread) / 8
                    run.log([
                        "a": value, "b": value + 1, "c": value + 2, "d": value + 3, "e": value + 4, "f": value + 5,
                        "g": value + 6, "h": value + 7, "i": value + 8, "j": value + 9,
                    ])
                }
                group.leave()
            }
        }
        await withCheckedContinuation { done in
            group.notify(queue: .global()) { done.resume() }
        }
        let seconds = start.duration(to: .now).seconds
        let after = Self.residentMegabytes
        try await run.finish()
        let rate = Double(threads * calls) / seconds
        Report.line("run.log of 10 scalars, 4 threads, in all", "\(Report.millions(rate)) M calls/s", "1.00 M")
        Report.line("  memory gained over \(threads * calls) calls", "\(after - before) MB")
    }

    private static var residentMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
    }
}
