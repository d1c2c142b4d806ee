import RoostQueue
import Testing

@Suite struct QueueOrderTests {
    @Test func sharesFollowTheWeights() {
        var share = FairShare([(1, 1, 0), (2, 3, 0)])
        var served: [Int64: Int] = [:]
        for _ in 0..<400 {
            guard let queue = share.next(among: [1, 2]) else { break }
            share.serve(queue, ready: [1, 2])
            served[queue, default: 0] += 1
        }
        #expect(served == [1: 100, 2: 300])
    }

    @Test func whoHadNothingCannotClaimItLater() {
        var share = FairShare([(1, 1, 0), (2, 1, 0)])
        for _ in 0..<100 { share.serve(1, ready: [1]) }
        var next: [Int64] = []
        for _ in 0..<6 {
            guard let queue = share.next(among: [1, 2]) else { break }
            share.serve(queue, ready: [1, 2])
            next.append(queue)
        }
        #expect(next.filter { $0 == 1 }.count >= 2)
        #expect(share.next(among: []) == nil)
    }

    @Test func needsAndCapacity() {
        var free = Capacity(jobs: 2, cpus: 4, memoryBytes: 100, gpus: 1)
        #expect(free.holds(Needs(cpus: 4, memoryBytes: 100, gpus: 1)))
        #expect(!free.holds(Needs(gpus: 2)))
        free.take(Needs(cpus: 3, memoryBytes: 60, gpus: 1))
        #expect(free == Capacity(jobs: 1, cpus: 1, memoryBytes: 40, gpus: 0))
        free.take(Needs())
        #expect(!free.holds(Needs()))
        #expect(Capacity.unknown.holds(Needs(cpus: 1e6, memoryBytes: 1 << 60, gpus: 1_000)))
    }

    @Test func reasonsNameWhatIsMissing() {
        func reason(_ agents: [AgentSight], _ needs: Needs, _ resource: String? = "slurm") -> String {
            WaitReason.amongAgents(agents, needs: needs, resource: resource).description
        }
        let small = AgentSight(
            name: "a", resources: ["slurm"], capacity: Capacity(jobs: 2, cpus: 8, memoryBytes: 16 << 30, gpus: 2),
            free: Capacity(jobs: 1, cpus: 1, memoryBytes: 1 << 30, gpus: 0))
        #expect(reason([], Needs()) == "no agent that serves this queue is alive")
        #expect(reason([small], Needs(), "ray") == "agents are alive, but none has the resource \"ray\"")
        #expect(reason([small], Needs(gpus: 4)) == "needs 4 GPUs, but the largest agent alive has 2")
        #expect(
            reason([small], Needs(memoryBytes: 32 << 30)) == "needs 32Gi memory, but the largest agent alive has 16Gi")
        #expect(reason([small], Needs(cpus: 2)) == "needs 2.0 CPUs free; the most that an agent has free is 1.0")
        #expect(reason([small], Needs(gpus: 1)) == "needs 1 GPUs free; the most that an agent has free is 0")
        #expect(reason([small], Needs()) == "next in line; waits for an agent to ask")
        let full = AgentSight(name: "b", resources: nil, capacity: Capacity(jobs: 1), free: Capacity(jobs: 0))
        #expect(reason([full], Needs()) == "needs 1 job slot free; the most that an agent has free is 0")
        #expect(
            WaitReason.limitReached(running: 3, limit: 3).description == "the queue's limit is reached: 3 of 3 running")
        #expect(WaitReason.behind(1).description == "behind 1 item that comes first")
        #expect(WaitReason.behind(2).description == "behind 2 items that come first")
    }
}
