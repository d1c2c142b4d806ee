import Roost

/// An experiment in three sittings: begun, gone on with, and tried otherwise from the middle.
@main
enum ResumeAndFork {
    static func main() async throws {
        let id = RunID.random()
        let first = try await Run(project: "sittings", config: ["rate": 0.1], id: id)
        descend(first, steps: 50, rate: 0.1)
        try await first.finish()

        let second = try await Run(project: "sittings", resume: .must, id: id)
        print("Going on with \(id) at step \(second.startingStep)")
        descend(second, steps: 50, rate: 0.1)
        try await second.finish()

        let fork = try await Run(project: "sittings", config: ["rate": 0.3], forkFrom: "\(id)?_step=24")
        print("Forked \(fork.id) at step \(fork.startingStep)")
        descend(fork, steps: 25, rate: 0.3)
        try await fork.finish()
    }

    /// Walks down the parabola `x²`, from where the steps before have led.
    private static func descend(_ run: Run, steps: Int, rate: Double) {
        var x = 1.0
        for _ in 0..<run.startingStep { x -= 0.1 * 2 * x }
        for _ in 0..<steps {
            run.log(["x": x, "loss": x * x])
            x -= rate * 2 * x
        }
    }
}
