import Foundation
import RoostJSON
import RoostQueue
import Testing

@testable import RoostCatalog

/// Queues and items as the database keeps them.
@Suite struct LaunchCatalogTests {
    private static let hour: Int64 = 3_600_000

    private struct Home: Sendable {
        let catalog: TestCatalog
        let queue: LaunchQueue
        let agent: LaunchAgent

        init(_ kind: TestDatabase) async throws {
            let catalog = try await TestCatalog(kind)
            let (project, user) = (catalog.project.id, catalog.user.id)
            (queue, agent) = try await catalog.write { tx in
                let queue = try tx.launch.createQueue(project: project, name: "q", user: user)
                let agent = try tx.launch.register(
                    NewLaunchAgent(
                        project: project, user: user, hostname: "h", instance: "one", queues: [(queue.id, 1)],
                        resources: ["local-process"], capacity: Capacity(jobs: 8, cpus: 8)), at: hour)
                return (queue, agent)
            }
            self.catalog = catalog
        }

        func enqueue(_ spec: JSON = [:], priority: Int? = nil) async throws -> Int64 {
            let (project, user, queue) = (catalog.project.id, catalog.user.id, queue)
            return try await catalog.write { tx in
                var effects = LaunchEffects()
                let spec = try QueuedSpec(spec: spec, defaults: QueueDefaults(), values: [:])
                return try tx.launch.enqueue(
                    NewLaunchItem(spec: spec, priority: priority, project: project, user: user), queue: queue, at: hour,
                    effects: &effects)
            }
        }

        func poll(
            at now: Int64 = hour, jobs: Int = 8, held: [(item: Int64, token: LeaseToken)] = []
        ) async throws -> LaunchPollAnswer {
            let id = agent.id
            return try await catalog.write { tx in
                try tx.launch.poll(
                    agent: tx.launch.getAgent(id), queues: tx.launch.queues(ofAgent: id),
                    LaunchPoll(free: Capacity(jobs: jobs, cpus: 8), isDraining: false, held: held),
                    timings: LaunchTimings(), most: 100, at: now)
            }
        }

        func apply(_ event: ItemEvent, _ id: Int64, at now: Int64) async throws -> (LaunchItem, LaunchEffects) {
            try await catalog.write { tx in
                var effects = LaunchEffects()
                var item = try tx.launch.getItem(id)
                try tx.launch.apply(event, to: &item, at: now, effects: &effects)
                return (item, effects)
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whatEndedIsCountedByTheHour(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        for end: @Sendable (LeaseToken) -> ItemEvent in [{ .finished($0) }, { .finished($0) }, { .failed($0, .error) }]
        {
            _ = try await home.enqueue(["retry": ["error": 0]])
            let grant = try #require(try await home.poll().grants.first)
            _ = try await home.apply(.started(grant.lease.token), grant.item.id, at: Self.hour)
            _ = try await home.apply(end(grant.lease.token), grant.item.id, at: Self.hour)
            home.catalog.clock.advance(3_600)
        }
        let queue = home.queue.id
        let hours = try await home.catalog.read { tx in try tx.launch.throughput(queue: queue, hours: 4) }
        #expect(hours.map(\.finished) == [1, 1, 0, 0] && hours.map(\.failed) == [0, 0, 1, 0])
        #expect(zip(hours, hours.dropFirst()).allSatisfy { $1.start.timeIntervalSince($0.start) == 3_600 })
        let last = try await home.catalog.read { tx in try tx.launch.throughput(queue: queue, hours: 1) }
        #expect(last.count == 1 && last.first?.failed == 0)
    }

    @Test(arguments: TestDatabase.allCases)
    func aLifeIsReadBackAsItWasWritten(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        let id = try await home.enqueue(["needs": ["cpus": 1.5], "retry": ["infrastructure": 1]])
        let grant = try #require(try await home.poll().grants.first)
        #expect(grant.item.id == id && grant.secret?.count == 40)
        let token = grant.lease.token
        _ = try await home.apply(.started(token), id, at: Self.hour)
        for (event, time) in [
            (ItemEvent.renew(token, deadline: 9 * Self.hour), Self.hour), (.cancel, Self.hour),
            (.failed(token, .infrastructure), Self.hour),
        ] {
            let (written, _) = try await home.apply(event, id, at: time)
            let read = try await home.catalog.read { try $0.launch.getItem(id) }
            #expect(read.lifecycle == written.lifecycle)
        }
        let ended = try await home.catalog.read { try $0.launch.getItem(id) }
        #expect(ended.state == .cancelled && ended.needs == Needs(cpus: 1.5) && ended.keyID == nil)
    }

    @Test(arguments: TestDatabase.allCases)
    func theKeyLivesAsLongAsItsAttempt(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        let id = try await home.enqueue()
        let grant = try #require(try await home.poll().grants.first)
        let secret = try #require(grant.secret)
        let found = try await home.catalog.read { try $0.keys.find(presented: secret) }
        let owner = try #require(found)
        #expect(owner.key.runName == grant.item.runName && owner.key.projectID == home.catalog.project.id)
        #expect(owner.key.isRestricted && owner.key.expiresAt != nil)
        let user = home.catalog.user.id
        #expect(try await home.catalog.read { try $0.keys.list(user: user) }.isEmpty)
        let (item, effects) = try await home.apply(.expire, id, at: Self.hour + 30_000)
        #expect(item.state == .waiting && effects.deadKeys == [owner.key.id])
        #expect(effects.agents == [home.agent.id] && effects.queues == [home.queue.id])
        #expect(try await home.catalog.read { try $0.keys.find(presented: secret) } == nil)
        // Tried again for the same run, under a new key.
        let again = try #require(try await home.poll(at: Self.hour + 31_000).grants.first)
        #expect(again.item.runName == grant.item.runName && again.secret != secret)
    }

    @Test(arguments: TestDatabase.allCases)
    func theOrderIsThatOfTheQueue(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        var ids: [Int64] = []
        for priority in [2, 3, 0, 1, 0] { ids.append(try await home.enqueue(priority: priority)) }
        let queue = home.queue.id
        let two = try await home.poll(jobs: 2).grants
        #expect(two.map(\.item.id) == [ids[0], ids[1]])
        try await home.catalog.write { _ = try $0.launch.updateQueue(queue, LaunchQueueChange(order: .byPriority)) }
        let rest = try await home.poll(held: two.map { ($0.item.id, $0.lease.token) }).grants
        #expect(rest.map(\.item.id) == [ids[2], ids[4], ids[3]])
        let counts = try await home.catalog.read { try $0.launch.counts(queue: queue) }
        #expect(counts[.leased] == 5 && counts[.waiting] == 0)
    }

    @Test(arguments: TestDatabase.allCases)
    func upkeepEndsWhatHasRunOut(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        let id = try await home.enqueue()
        _ = try await home.poll()
        func upkeep(_ now: Int64) async throws -> Int {
            try await home.catalog.write { tx in
                var effects = LaunchEffects()
                return try tx.launch.upkeep(LaunchTimings(), at: now, effects: &effects)
            }
        }
        #expect(try await home.catalog.read { try $0.launch.nextUpkeep() } == Self.hour + 30_000)
        #expect(try await home.catalog.read { try !$0.launch.needsUpkeep(at: Self.hour + 29_999) })
        #expect(try await upkeep(Self.hour + 30_000) == 1)
        #expect(try await home.catalog.read { try $0.launch.getItem(id) }.state == .waiting)
        // It waits a second before it is given again.
        #expect(try await home.poll(at: Self.hour + 30_999).grants.isEmpty)
        #expect(try await home.poll(at: Self.hour + 31_000).grants.count == 1)
        // A server that starts on a clock of long ago takes up what there is.
        try await home.catalog.write { try $0.launch.takeUp(LaunchTimings(), at: 1_000) }
        #expect(try await home.catalog.read { try $0.launch.nextUpkeep() } == 31_000)
    }

    /// An agent must end a job before its item is another's, so it must know to the millisecond.
    @Test(arguments: TestDatabase.allCases)
    func agentsHearHowLongTheyHoldWhatTheyHave(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        let id = try await home.enqueue()
        let token = try #require(try await home.poll().grants.first).lease.token
        let held = [(item: id, token: token)]
        // A hold of which little is over is not renewed, and lasts no longer than it did.
        #expect(try await home.poll(at: Self.hour + 5_000, held: held).held == [id: 25_000])
        #expect(try await home.poll(at: Self.hour + 10_000, held: held).held == [id: 30_000])
        // What the agent seems not to have heard of comes again, for as long as it is held.
        let again = try #require(try await home.poll(at: Self.hour + 12_000).grants.first)
        #expect(again.lease.deadline == Self.hour + 40_000)
        // A job that runs goes on for long.
        _ = try await home.apply(.started(token), id, at: Self.hour + 13_000)
        #expect(try await home.poll(at: Self.hour + 14_000, held: held).held == [id: 300_000])
        #expect(try await home.catalog.read { try $0.launch.nextUpkeep() } == Self.hour + 314_000)
        // Nothing is renewed of what was lost.
        _ = try await home.apply(.expire, id, at: Self.hour + 314_000)
        let late = try await home.poll(at: Self.hour + 314_000, held: held)
        #expect(late.held.isEmpty && late.lost == [id])
        // Nor does a server that takes up what an earlier one left shorten a hold.
        let next = try #require(try await home.poll(at: Self.hour + 320_000).grants.first).lease.token
        _ = try await home.apply(.started(next), id, at: Self.hour + 320_000)
        try await home.catalog.write { try $0.launch.takeUp(LaunchTimings(), at: 1_000) }
        #expect(try await home.catalog.read { try $0.launch.nextUpkeep() } == 301_000)
    }

    @Test(arguments: TestDatabase.allCases)
    func officialStepsKeepTheTokens(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        let id = try await home.enqueue()
        let queue = home.queue
        let outcomes = try await home.catalog.write { tx in
            var effects = LaunchEffects()
            let grant = try tx.launch.pop(queue: queue, agent: 0, within: 60_000, at: Self.hour, effects: &effects)
            let none = try tx.launch.pop(queue: queue, agent: 0, within: 60_000, at: Self.hour, effects: &effects)
            var steps: [Bool] = [grant?.item.id == id, grant?.secret == nil, none == nil]
            for run in ["r1", "r1", "r2"] {
                steps.append(
                    try tx.launch.acknowledge(
                        item: id, run: run, nextLook: 30_000, at: Self.hour, effects: &effects))
            }
            return steps
        }
        #expect(outcomes == [true, true, true, true, true, false])
        let run = try await home.catalog.run("r1")
        try await home.catalog.write { tx in
            var effects = LaunchEffects()
            _ = try tx.runs.finish(run.id, exitCode: 0)
            try tx.launch.runEnded(run.id, at: Self.hour, effects: &effects)
        }
        #expect(try await home.catalog.read { try $0.launch.getItem(id) }.state == .finished)
    }

    @Test(arguments: TestDatabase.allCases)
    func changesTogetherAreUndoneAlone(_ kind: TestDatabase) async throws {
        let home = try await Home(kind)
        let catalog = home.catalog.catalog
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await catalog.writeTogether { tx in
                            try tx.settings.set("n\(number)", "x")
                            if number % 3 == 0 { throw CatalogError.conflict("no") }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(results == 133)
        let kept = try await home.catalog.read { tx in
            try (0..<200).filter { try tx.settings.value("n\($0)") != nil }
        }
        #expect(kept == (0..<200).filter { $0 % 3 != 0 })
    }

    @Test(arguments: TestDatabase.allCases)
    func formatSixIsBroughtHere(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        try await Migrator(migrations: Array(Migration.all.prefix(6))).migrate(database)
        try await database.write { session in
            for statement in [
                """
                INSERT INTO entity (id, name, kind, default_visibility, created_at)
                VALUES (7, 'ada', 'user', 'PRIVATE', 1800000000000000)
                """,
                """
                INSERT INTO account (id, entity_id, default_entity_id, name, is_admin, account_type,
                    code_saving_enabled, created_at)
                VALUES (3, 7, 7, 'Ada', 1, 'user', 0, 1800000000000000)
                """,
                """
                INSERT INTO api_key (id, account_id, name, hash, hint, created_at)
                VALUES (5, 3, 'old', x'00', 'abcd', 1800000000000000)
                """,
            ] { try session.execute(statement) }
        }
        let catalog = try await Catalog(database: database)
        let keys = try await catalog.read { try $0.keys.list(user: 3) }
        #expect(keys.map(\.name) == ["old"])
        #expect(keys.first?.runName == nil && keys.first?.isRestricted == false)
        let queue = try await catalog.write { tx in
            let project = try tx.projects.upsert(entity: 7, name: LaunchRepository.queueProject).project
            return try tx.launch.createQueue(project: project.id, name: "default", user: 3)
        }
        #expect(queue.state == .active && queue.order == .oldestFirst)
    }
}
