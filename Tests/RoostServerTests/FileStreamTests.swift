import Foundation
import RoostCatalog
import RoostHistory
import RoostJSON
import Testing

@testable import RoostServer

/// What a file-stream request does to a run, and what its client is told.
@Suite struct FileStreamTests {
    // MARK: Offsets

    @Test func linesGoOnWhereTheLastRequestEnded() async throws {
        let run = try await StreamedRun()
        #expect(try await run.send(history: 0, [#"{"_step":0,"a":1}"#, #"{"_step":1,"a":2}"#]).text == "{}")
        #expect(try await run.send(history: 2, [#"{"_step":2,"a":3}"#]).text == "{}")
        #expect(
            try await run.rows() == [#"{"_step":0,"a":1}"#, #"{"_step":1,"a":2}"#, #"{"_step":2,"a":3}"#])
        #expect(try await run.state().lineCount == 3)
        try await run.close()
    }

    @Test func theSameRequestOnceMoreChangesNothing() async throws {
        let run = try await StreamedRun()
        let watch = try ChangeWatch(run.server.directory)
        let lines = [#"{"a":1}"#, #"{"a":2}"#]
        _ = try await run.send(history: 0, lines)
        let before = try watch.rows()
        #expect(try await run.send(history: 0, lines).text == "{}")
        #expect(try watch.rows() == before)
        #expect(try await run.rows() == [#"{"_step":0,"a":1}"#, #"{"_step":1,"a":2}"#])
        try await run.close()
    }

    @Test func linesSentAgainOtherwiseTakeThePlaceOfTheFirst() async throws {
        let run = try await StreamedRun()
        _ = try await run.send(history: 0, [#"{"_step":0,"a":1}"#, #"{"_step":1,"a":2}"#])
        _ = try await run.send(history: 1, [#"{"_step":1,"a":20}"#, #"{"_step":2,"a":30}"#])
        #expect(
            try await run.rows() == [#"{"_step":0,"a":1}"#, #"{"_step":1,"a":20}"#, #"{"_step":2,"a":30}"#])
        #expect(try await run.state().lineCount == 3)
        try await run.close()
    }

    @Test func aGapIsKeptAndToldSoThatTheClientFillsIt() async throws {
        let run = try await StreamedRun()
        _ = try await run.send(history: 0, [#"{"_step":0,"a":0}"#])
        // The request with the lines 1 and 2 is lost on its way.
        let answer = try await run.send(history: 3, [#"{"_step":3,"a":3}"#])
        #expect(answer.status == 200 && answer.text == #"{"expected":{"wandb-history.jsonl":1}}"#)
        #expect(try await run.rows() == [#"{"_step":0,"a":0}"#, #"{"_step":3,"a":3}"#])
        let repaired = try await run.send(
            history: 1, [#"{"_step":1,"a":1}"#, #"{"_step":2,"a":2}"#, #"{"_step":3,"a":3}"#])
        #expect(repaired.text == "{}")
        #expect(try await run.rows() == (0..<4).map { #"{"_step":\#($0),"a":\#($0)}"# })
        #expect(try await run.state().lineCount == 4)
        try await run.close()
    }

    @Test func eachFileHasItsOwnOffsets() async throws {
        let run = try await StreamedRun()
        let answer = try await run.send(
            #"""
            {"files":{"wandb-history.jsonl":{"offset":0,"content":["{\"a\":1}"]},
            "wandb-events.jsonl":{"offset":2,"content":["{\"system.cpu\":5,\"_timestamp\":1}"]},
            "output.log":{"offset":1,"content":["x"]}}}
            """#)
        #expect(
            answer.json["expected"]
                == ["wandb-events.jsonl": 0, "output.log": 0])
        let system = try await run.rows(.system).map { try JSON(parsing: $0) }
        #expect(system.map { $0["system.cpu"] } == [5])
        #expect(try await run.state(.system).lineCount == 3)
        #expect(try await run.state(.metrics).lineCount == 1)
        try await run.close()
    }

    @Test func aRefusedRequestLeavesNothingBehind() async throws {
        let run = try await StreamedRun()
        let watch = try ChangeWatch(run.server.directory)
        let before = try watch.mark()
        for body in [
            #"{"files":{"wandb-history.jsonl":{"offset":0,"content":["{\"a\":1}","{\"a\":"]}}}"#,
            #"{"files":{"wandb-history.jsonl":{"offset":0,"content":["{\"a\":1}"]},"output.log":{"offset":-1,"content":[]}}}"#,
            #"{"files":{"wandb-history.jsonl":{"offset":0,"content":["{\"_step\":1.5}"]}}}"#,
            #"{"files":{"wandb-history.jsonl":{"offset":0,"content":["{\"a\":1}"]}},"complete":"yes"}"#,
            #"{"files":"#, "[]", "",
        ] {
            let answer = try await run.send(body)
            #expect(answer.status == 400, "\(body)")
            #expect(answer.error?.isEmpty == false, "\(body)")
        }
        #expect(try watch.mark() == before)
        try await run.close()
    }

    @Test func otherFilesAreTakenForKnown() async throws {
        let run = try await StreamedRun()
        let watch = try ChangeWatch(run.server.directory)
        let before = try watch.mark()
        let answer = try await run.send(#"{"files":{"diff.patch":{"offset":0,"content":["+"]}},"uploaded":["a"]}"#)
        #expect(answer.status == 200 && answer.text == "{}")
        #expect(try watch.mark() == before)
        try await run.close()
    }

    @Test func aRowBelowStepZeroIsKeptLikeAnyOther() async throws {
        let run = try await StreamedRun()
        #expect(try await run.send(history: 0, [#"{"_step":-5,"a":1}"#, #"{"_step":0,"a":2}"#]).status == 200)
        #expect(try await run.rows() == [#"{"_step":-5,"a":1}"#, #"{"_step":0,"a":2}"#])
        let fromZero = try await run.server.services.history.rows(
            of: run.key, .metrics, matching: RowQuery(steps: 0..<10))
        #expect(fromZero.map(\.json) == [#"{"_step":0,"a":2}"#])
        try await run.close()
    }

    // MARK: Console

    @Test func aCarriageReturnRewritesItsLine() async throws {
        let run = try await StreamedRun()
        let time = "2026-01-02T03:04:05.000000"
        _ = try await run.send(console: 0, ["\(time) start", "\(time) 10%"])
        // The client sends a line that changed under its old number.
        _ = try await run.send(console: 1, ["\(time) 55%"])
        _ = try await run.send(console: 1, ["\(time) 100%", "ERROR \(time) done"])
        let lines = try await run.server.services.history.lines(of: run.key, .numbers(0..<10))
        #expect(lines.map(\.number) == [0, 1, 2])
        #expect(lines.map(\.text) == ["start", "100%", "done"])
        #expect(lines.map(\.level) == [nil, nil, "error"])
        #expect(try await run.state(.console).lineCount == 3)
        try await run.close()
    }

    // MARK: The run's state

    @Test(arguments: [
        (#"{"complete":true,"exitcode":0}"#, RunState.finished, 0), (#"{"complete":true}"#, .finished, 0),
        (#"{"complete":true,"exitcode":255}"#, .failed, 255),
    ])
    func completeEndsTheRun(body: String, state: RunState, exitCode: Int) async throws {
        let run = try await StreamedRun()
        _ = try await run.send(#"{"complete":false}"#)
        #expect(try await run.head().state == .running)
        _ = try await run.send(body)
        // A heartbeat noted before the end must not revive the run.
        await run.server.services.activity.flush()
        let head = try await run.head()
        #expect(head.state == state && head.exitCode == exitCode)
        try await run.close()
    }

    @Test func aHeartbeatRevivesACrashedRun() async throws {
        let run = try await StreamedRun()
        let marked = try await run.server.services.catalog.write { tx in
            try tx.runs.markCrashed(heartbeatBefore: Date() + 3600)
        }
        #expect(marked == [run.key.rawValue])
        #expect(try await run.head().state == .crashed)
        let before = try await run.head().heartbeatAt
        #expect(try await run.send(#"{}"#).text == "{}")
        await run.server.services.activity.flush()
        let head = try await run.head()
        #expect(head.state == .running)
        #expect(head.heartbeatAt > before)
        try await run.close()
    }

    @Test func aStopRequestIsToldInTheAnswer() async throws {
        let run = try await StreamedRun()
        let answer = try await run.server.query(
            "mutation($id: ID!) { stopRun(input: {id: $id}) { success } }", ["id": .string(run.head().globalID.text)],
            key: run.writerKey)
        #expect(answer.json.at("data", "stopRun", "success") == true)
        #expect(try await run.send(#"{}"#).text == #"{"stopped":true}"#)
        try await run.close()
    }

    @Test func theLastSummaryLineIsTheSummary() async throws {
        let run = try await StreamedRun()
        _ = try await run.send(
            #"{"files":{"wandb-summary.json":{"offset":0,"content":["{\"a\":1}","{\"a\":NaN,\"b\":{\"c\":9007199254740993}}"]}}}"#
        )
        #expect(try await run.head().summary == #"{"a":NaN,"b":{"c":9007199254740993}}"#)
        try await run.close()
    }

    // MARK: Durability

    /// Another connection sees committed rows only, and commits of both stores are synchronous by their own tests.
    @Test func whatIsAcknowledgedIsCommitted() async throws {
        let run = try await StreamedRun()
        let watch = try ChangeWatch(run.server.directory)
        for step in 0..<5 {
            let before = try watch.rows().count { $0.hasPrefix("history.batches") }
            _ = try await run.send(history: step, [#"{"_step":\#(step)}"#])
            #expect(try watch.rows().count { $0.hasPrefix("history.batches") } == before + 1)
        }
        try await run.close()
    }

    @Test func whatCannotBeStoredIsNotAcknowledged() async throws {
        let run = try await StreamedRun()
        try await run.server.services.history.close()
        let answer = try await run.send(history: 0, [#"{"_step":0}"#])
        #expect(answer.status == 503)
        try await run.server.services.catalog.close()
    }
}

/// A run of a user of its own, and what is sent to it.
private struct StreamedRun {
    let server: LocalServer
    let writerKey: String
    let key: RunKey

    init() async throws {
        server = try await LocalServer()
        (writerKey, key) = try await server.services.catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada"))
            let project = try tx.projects.upsert(entity: user.entityID, name: "p", user: user.id).project
            let run = try tx.runs.upsert(project: project.id, name: "r", change: RunChange(), user: user.id).run
            return (try tx.keys.create(user: user.id, name: "k").secret, RunKey(run.id))
        }
        _ = try await server.query("{ viewer { id } }", key: writerKey)
    }

    func close() async throws { try await server.close() }

    func send(_ body: String) async throws -> Answer {
        try await server.send(.post, "/files/ada/p/r/file_stream", key: writerKey, body: body)
    }

    func send(history offset: Int, _ lines: [String]) async throws -> Answer {
        try await send("wandb-history.jsonl", offset, lines)
    }

    func send(console offset: Int, _ lines: [String]) async throws -> Answer {
        try await send("output.log", offset, lines)
    }

    private func send(_ file: String, _ offset: Int, _ lines: [String]) async throws -> Answer {
        let content = JSON.array(lines.map { .string($0) }).text
        return try await send(#"{"files":{"\#(file)":{"offset":\#(offset),"content":\#(content)}}}"#)
    }

    func rows(_ stream: RunStream = .metrics) async throws -> [String] {
        try await server.services.history.rows(of: key, stream, matching: RowQuery()).map(\.json)
    }

    func state(_ stream: RunStream = .metrics) async throws -> StreamState {
        try await server.services.history.state(of: key, stream)
    }

    func head() async throws -> Run {
        let id = key.rawValue
        return try #require(try await server.services.catalog.read { tx in try tx.runs.find(id: id) })
    }
}
