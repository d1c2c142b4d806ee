import RoostQueue

/// A server and its agents in a bad world, in which every message can be lost and everybody can die, played by chance
/// that is the same every time.
///
/// Agents that die leave zombies: jobs that go on and report under their old tokens. The server loses its memory and
/// reads back what it kept; its clock jumps. After every event the simulation checks that no item has two living keys
/// and that whoever is believed has the one that lives; at the end, with no more faults, every item must end.
public struct QueueSimulation {
    public struct Result: Sendable {
        public internal(set) var events = 0
        /// Items that ended, and were replaced by new ones.
        public internal(set) var ended = 0
        public internal(set) var retries = 0
        public internal(set) var staleReports = 0
        public internal(set) var deaths = 0
        public internal(set) var restarts = 0
        public internal(set) var clockJumps = 0
        /// Items that did not end although nothing stood in their way.
        public internal(set) var lost = 0
        /// Times at which two attempts of one item could have written.
        public internal(set) var double = 0
        /// Items of which the state and the lease contradict each other.
        public internal(set) var broken = 0
    }

    /// What an agent believes to hold, or a zombie goes on with.
    private struct Belief {
        let item: Int
        let serial: Int
        let token: LeaseToken
        var hasStarted = false
        /// The report that was sent and not answered, to be sent again.
        var unanswered: ItemEvent?
    }

    private struct Entry {
        var life: ItemLifecycle
        /// Tells successive items of one place apart.
        var serial: Int
        var livingKey: LeaseToken?
        var isEnded = false
    }

    private static let leaseMilliseconds: Int64 = 30_000

    private var random: Chance
    private var now: Int64 = 1_700_000_000_000
    private var items: [Entry]
    private var agents: [[Belief]]
    private var zombies: [Belief] = []
    private var nextToken: UInt64 = 0
    private var nextSerial = 0
    public private(set) var result = Result()

    public init(items: Int, agents: Int, seed: UInt64) {
        random = Chance(seed: seed)
        self.items = []
        self.agents = Array(repeating: [], count: agents)
        for _ in 0..<items { self.items.append(newEntry()) }
    }

    private mutating func newEntry() -> Entry {
        nextSerial += 1
        let budget = RetryBudget(
            infrastructure: Int(random.below(4)), preempted: Int(random.below(6)), error: Int(random.below(2)))
        return Entry(life: ItemLifecycle(budget: budget), serial: nextSerial)
    }

    /// Lets so many events happen, then takes the faults away and lets everything end.
    public mutating func run(events: Int) -> Result {
        while result.events < events { step() }
        drain()
        return result
    }

    // MARK: One step

    private mutating func step() {
        now += Int64(random.below(400))
        switch random.below(1_000) {
        case 0: restart()
        case 1: jump()
        case 2...6: die(Int(random.below(UInt64(agents.count))))
        case 7...16: person()
        case 17...36: zombie()
        case 37...136: expire(Int(random.below(UInt64(items.count))))
        default: act(Int(random.below(UInt64(agents.count))))
        }
    }

    private mutating func act(_ agent: Int) {
        guard !agents[agent].isEmpty, random.below(3) > 0 else { return lease(agent) }
        let index = Int(random.below(UInt64(agents[agent].count)))
        var belief = agents[agent][index]
        let event = belief.unanswered ?? choose(for: belief)
        guard let answer = send(event, to: belief) else {
            // Not known whether it arrived, so the same must be said again.
            if isFinal(event) { belief.unanswered = event }
            agents[agent][index] = belief
            return
        }
        if case .started = event, answer.isAccepted { belief.hasStarted = true }
        let isOver = !answer.isAccepted && answer != .refused(.begun) || isFinal(event) && answer.isAccepted
        if answer == .refused(.begun) { belief.unanswered = nil }
        if isOver {
            agents[agent].remove(at: index)
        } else {
            agents[agent][index] = belief
        }
    }

    private mutating func choose(for belief: Belief) -> ItemEvent {
        let token = belief.token
        switch random.below(20) {
        case 0...7: return .renew(token, deadline: now + Self.leaseMilliseconds)
        case 8...12: return .started(token)
        case 13...15: return .finished(token)
        case 16: return .failed(token, .error)
        case 17: return .failed(token, random.below(2) == 0 ? .infrastructure : .preempted)
        case 18: return belief.hasStarted ? .warned(token) : .released(token)
        default: return .stopped(token)
        }
    }

    private func isFinal(_ event: ItemEvent) -> Bool {
        switch event {
        case .finished, .failed, .released, .stopped: true
        default: false
        }
    }

    /// Sends a report; `nil` when it or its answer got lost. It may arrive twice.
    private mutating func send(_ event: ItemEvent, to belief: Belief) -> ItemAnswer? {
        let chance = random.below(100)
        if chance < 5 { return nil }
        // The place may hold another item by now: to that one the report is a stranger's.
        let answer = apply(event, to: belief.item)
        if chance < 10 { return nil }
        if chance < 12 { _ = apply(event, to: belief.item) }
        return answer
    }

    private mutating func lease(_ agent: Int) {
        // Often an item that another holds.
        let item = Int(random.below(UInt64(items.count)))
        nextToken += 1
        let token = LeaseToken(value: nextToken)
        let answer = apply(.lease(token, agent: Int64(agent), deadline: now + Self.leaseMilliseconds), to: item)
        guard case .accepted = answer else { return }
        // The answer may get lost: then nobody knows of the lease, and it has to run out.
        guard random.below(100) >= 5 else { return }
        agents[agent].append(Belief(item: item, serial: items[item].serial, token: token))
    }

    // MARK: Faults

    private mutating func die(_ agent: Int) {
        result.deaths += 1
        for belief in agents[agent] where random.below(2) == 0 && zombies.count < 1_000 { zombies.append(belief) }
        agents[agent] = []
    }

    private mutating func zombie() {
        guard !zombies.isEmpty else { return }
        let index = Int(random.below(UInt64(zombies.count)))
        let belief = zombies[index]
        _ = send(choose(for: belief), to: belief)
        if random.below(4) == 0 { zombies.remove(at: index) }
    }

    private mutating func person() {
        let item = Int(random.below(UInt64(items.count)))
        _ = apply(random.below(2) == 0 ? .cancel : .retry, to: item)
    }

    /// The server starts anew from what it kept; holds last from now.
    private mutating func restart() {
        result.restarts += 1
        for index in items.indices {
            let life = items[index].life
            var lease = life.lease
            lease?.deadline = now + Self.leaseMilliseconds
            items[index].life = ItemLifecycle(
                state: life.state, attempt: life.attempt, lease: lease, lastToken: life.lastToken,
                notBefore: min(life.notBefore, now + 60_000), failures: life.failures, budget: life.budget,
                resumeCount: life.resumeCount, isCancelRequested: life.isCancelRequested)
        }
    }

    /// The clock jumps while the server is down.
    private mutating func jump() {
        result.clockJumps += 1
        now += Int64(random.below(7_200_000)) - 3_600_000
        restart()
    }

    private mutating func expire(_ item: Int) { _ = apply(.expire, to: item) }

    // MARK: The server

    private mutating func apply(_ event: ItemEvent, to index: Int) -> ItemAnswer {
        result.events += 1
        let answer = items[index].life.apply(event, at: now)
        if case .stale = answer { result.staleReports += 1 }
        if let token = event.token, case .accepted = answer, items[index].livingKey != token { result.double += 1 }
        for action in answer.actions {
            switch action {
            case .beginAttempt(_, let lease):
                if items[index].livingKey != nil { result.double += 1 }
                items[index].livingKey = lease.token
            case .endAttempt(_, let lease, _):
                if items[index].livingKey != lease.token { result.double += 1 }
                items[index].livingKey = nil
            case .waitAgain: result.retries += 1
            case .end: items[index].isEnded = true
            case .forgetRun, .askAgentToStop: break
            }
        }
        check(index)
        if items[index].isEnded, items[index].life.state.isEnded, random.below(4) > 0 {
            result.ended += 1
            items[index] = newEntry()
        }
        return answer
    }

    private mutating func check(_ index: Int) {
        let entry = items[index]
        let isHeld = entry.life.state.isHeld
        if (entry.life.lease != nil) != isHeld || (entry.livingKey != nil) != isHeld { result.broken += 1 }
        if entry.life.lease?.token != entry.livingKey { result.double += 1 }
        if entry.life.notBefore > now + 7_300_000 { result.broken += 1 }
    }

    // MARK: The end

    /// No more faults: leases run out, and one diligent agent works everything off.
    private mutating func drain() {
        for _ in 0..<10_000 {
            now += 61_000
            var left = 0
            for index in items.indices where !items[index].life.state.isEnded {
                left += 1
                _ = items[index].life.apply(.expire, at: now)
                nextToken += 1
                let token = LeaseToken(value: nextToken)
                _ = items[index].life.apply(.lease(token, agent: 0, deadline: now + 1_000_000), at: now)
                _ = items[index].life.apply(.started(token), at: now)
                _ = items[index].life.apply(.finished(token), at: now)
            }
            if left == 0 { return }
        }
        result.lost = items.count { !$0.life.state.isEnded }
    }
}

/// Random numbers that are the same every time.
public struct Chance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `bound`, without it.
    mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
}
