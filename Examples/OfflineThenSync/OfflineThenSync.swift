import Roost

/// Writes a run without a server; `roost sync` uploads it later.
@main
enum OfflineThenSync {
    static func main() async throws {
        let run = try await Run(project: "offline", config: ["half-life": 20], mode: .offline)
        for step in 0..<100 {
            run.log(["activity": 100 * half(step, of: 20)])
        }
        run.summary["samples"] = 100
        try await run.finish()
        print("Upload it with: roost sync \(run.syncDir)")
    }

    /// What is left after `step` steps.
    private static func half(_ step: Int, of halfLife: Int) -> Double {
        var left = 1.0
        for _ in 0..<(step / halfLife) { left /= 2 }
        return left * (1 - 0.5 * Double(step % halfLife) / Double(halfLife))
    }
}
