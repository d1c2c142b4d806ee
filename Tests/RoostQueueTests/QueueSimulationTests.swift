import QueueSimulation
import RoostQueue
import Testing

@Suite struct QueueSimulationTests {
    /// Few items and many agents make them meet often; many items make leases run out unseen.
    @Test(arguments: [(items: 3, agents: 8, seed: 1), (50, 4, 2), (2_000, 6, 3), (1, 2, 4)])
    func nothingIsLostAndNothingRunsTwice(_ world: (items: Int, agents: Int, seed: UInt64)) {
        var simulation = QueueSimulation(items: world.items, agents: world.agents, seed: world.seed)
        let result = simulation.run(events: 200_000)
        #expect(result.events >= 200_000)
        #expect(result.lost == 0)
        #expect(result.double == 0)
        #expect(result.broken == 0)
        // The faults did happen.
        #expect(result.ended > 1_000)
        #expect(result.retries > 500)
        #expect(result.staleReports > 500)
        #expect(result.deaths > 100 && result.restarts > 50 && result.clockJumps > 50)
    }
}
