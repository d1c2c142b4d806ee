import BenchSupport
import QueueSimulation

/// Ten million events with faults, in worlds of different sizes.
enum SimulationBench {
    static func run() {
        let worlds: [(items: Int, agents: Int)] = [(5, 12), (200, 8), (20_000, 16), (2, 3)]
        var events = 0
        var lost = 0
        var double = 0
        var faults = 0
        let start = ContinuousClock.now
        for (seed, world) in worlds.enumerated() {
            var simulation = QueueSimulation(items: world.items, agents: world.agents, seed: UInt64(seed) + 11)
            let result = simulation.run(events: 2_500_000)
            events += result.events
            lost += result.lost + result.broken
            double += result.double
            faults += result.deaths + result.restarts + result.clockJumps
        }
        let elapsed = start.duration(to: .now).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        Report.line("simulation of \(events) events, \(faults) faults", "lost \(lost), double \(double)", "0, 0")
        Report.line("  rate", "\(Report.millions(Double(events) / seconds)) M events/s")
    }
}
