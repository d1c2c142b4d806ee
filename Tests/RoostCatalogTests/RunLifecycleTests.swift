import Foundation
import Testing

@testable import RoostCatalog

@Suite struct RunLifecycleTests {
    @Test(arguments: TestDatabase.allCases)
    func exitCodesEndARun(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        for (code, state) in [(0, RunState.finished), (1, .failed), (255, .failed)] {
            let id = try await test.run("r\(code)").id
            test.clock.advance(10)
            #expect(try await test.write { try $0.runs.finish(id, exitCode: code) } == state)
            let run = try await test.read { try $0.runs.get(id) }
            #expect(run.state == state)
            #expect(run.exitCode == code)
            #expect(run.finishedAt == test.clock.now && run.heartbeatAt == test.clock.now)
            #expect(run.duration == 10)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aRunThatWasAskedToStopIsKilled(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = try await test.run("r").id
        #expect(try await test.write { try $0.runs.requestStop(id) })
        #expect(try await test.read { try $0.runs.get(id).stopRequested })
        #expect(try await test.read { try $0.runs.get(id).state } == .running)
        #expect(try await test.write { try $0.runs.finish(id, exitCode: 255) } == .killed)
        #expect(try await !test.write { try $0.runs.requestStop(id) })
        try await test.write { try $0.runs.resume(id) }
        let run = try await test.read { try $0.runs.get(id) }
        #expect(run.state == .running && !run.stopRequested && run.exitCode == nil && run.finishedAt == nil)
        // One that does not end by the interruption ended by itself.
        _ = try await test.write { try $0.runs.requestStop(id) }
        #expect(try await test.write { try $0.runs.finish(id, exitCode: 0) } == .finished)
        let pending = try await test.run("p", RunChange(state: .pending)).id
        #expect(try await test.write { try $0.runs.requestStop(pending) })
        #expect(try await test.read { try $0.runs.get(pending).state } == .killed)
    }

    @Test(arguments: TestDatabase.allCases)
    func aPreemptedRun(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = try await test.run("r").id
        try await test.write { try $0.runs.markPreempting(id) }
        #expect(try await test.read { try $0.runs.get(id).state } == .preempting)
        #expect(try await test.write { try $0.runs.finish(id, exitCode: 1) } == .preempted)
        test.clock.advance(1)
        let now = test.clock.now
        #expect(try await test.write { try $0.runs.heartbeat([id: now]) } == [id])
        #expect(try await test.read { try $0.runs.get(id).state } == .running)
        try await test.write { try $0.runs.markPreempting(id) }
        #expect(try await test.write { try $0.runs.finish(id, exitCode: 0) } == .finished)
        try await test.write { try $0.runs.markPreempting(id) }
        #expect(try await test.read { try $0.runs.get(id).state } == .finished)
    }

    @Test(arguments: TestDatabase.allCases)
    func missingHeartbeatsAreACrashUntilTheNextOne(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let quiet = try await test.run("quiet").id
        let alive = try await test.run("alive").id
        let preempting = try await test.run("preempting").id
        let pending = try await test.run("pending", RunChange(state: .pending)).id
        let done = try await test.run("done").id
        let start = test.clock.now
        try await test.write { tx throws in
            try tx.runs.markPreempting(preempting)
            try tx.runs.finish(done, exitCode: 0)
        }
        test.clock.advance(300)
        let now = test.clock.now
        #expect(try await test.write { try $0.runs.heartbeat([alive: now]) } == [])
        let crashed = try await test.write { try $0.runs.markCrashed(heartbeatBefore: now.addingTimeInterval(-200)) }
        #expect(crashed == [quiet, preempting])
        let states = try await test.read { tx throws in
            try [quiet, alive, preempting, pending, done].map { try tx.runs.get($0).state }
        }
        #expect(states == [.crashed, .running, .preempted, .pending, .finished])
        #expect(try await test.read { try $0.runs.get(quiet).finishedAt } == start)
        #expect(try await test.write { try $0.runs.markCrashed(heartbeatBefore: now) } == [])
        // An old heartbeat that arrives late does not revive.
        #expect(try await test.write { try $0.runs.heartbeat([quiet: start]) } == [])
        #expect(
            try await test.write { try $0.runs.heartbeat([quiet: now, done: now, pending: now]) } == [quiet, pending])
        let back = try await test.read { try $0.runs.get(quiet) }
        #expect(back.state == .running && back.finishedAt == nil && back.heartbeatAt == now)
        #expect(try await test.read { try $0.runs.get(done).state } == .finished)
    }

    @Test(arguments: TestDatabase.allCases)
    func statesAreSet(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let id = try await test.run("r").id
        try await test.write { try $0.runs.setState(id, .failed) }
        #expect(try await test.read { try $0.runs.get(id).finishedAt } == test.clock.now)
        try await test.write { try $0.runs.setState(id, .pending) }
        #expect(try await test.read { try $0.runs.get(id).finishedAt } == nil)
        #expect(RunState.allCases.filter(\.isEnded) == [.finished, .failed, .crashed, .killed, .preempted])
        await #expect(throws: CatalogError.notFound(kind: "run", name: "99")) {
            try await test.write { try $0.runs.resume(99) }
        }
    }
}
