import BenchSupport
import Roost

/// How much slower a training of 1 ms steps gets that logs ten scalars each step, online.
struct TrainingBench {
    let folder: String
    private let steps = 2_000
    private let rounds = 5

    func run() async throws {
        let run = try await Run(project: "bench", dir: folder, mode: .online, settings: .quiet)
        // Work of a millisecond: the clock would hide the very delay that is asked for.
        let work = calibrated()
        var alone: [Int64] = []
        var logged: [Int64] = []
        for _ in 0..<rounds {
            alone.append(time { step in compute(work, step) })
            logged.append(
                time { step in
                    let loss = compute(work, step)
                    run.log([
                        "loss": loss, "accuracy": 1 - loss, "gradient/0": loss + 1, "gradient/1": loss + 2,
                        "gradient/2": loss + 3, "gradient/3": loss + 4, "rate": 0.001, "epoch": step / 100,
                        "batch": step, "tokens": step * 4096,
                    ])
                    return loss
                })
        }
        try await run.finish()
        let base = Times(alone).percentile(0.5)
        let share = Double(Times(logged).percentile(0.5) - base) / Double(base) * 100
        Report.line("training slowed by 10 scalars each 1 ms step", "\(Report.number(share, 2)) %", "0.5 %")
    }

    private func time(_ body: (Int) -> Double) -> Int64 {
        let start = nanoseconds()
        var total = 0.0
        for step in 0..<steps { total += body(step) }
        let elapsed = nanoseconds() - start
        return total.isNaN ? 0 : elapsed
    }

    /// How many rounds of `compute` take a millisecond.
    private func calibrated() -> Int {
        let start = nanoseconds()
        let rounds = 2_000_000
        let value = compute(rounds, 1)
        let elapsed = Double(nanoseconds() - start)
        return value.isNaN ? 1 : Int(Double(rounds) * 1_000_000 / elapsed)
    }

    @inline(never)
    private func compute(_ rounds: Int, _ seed: Int) -> Double {
        var value = Double(seed & 1023) * 1e-3
        for _ in 0..<rounds { value = value * 0.999_999 + 1e-7 }
        return value
    }
}
