import Foundation
import RoostAPI
import RoostJSON
import RoostLog
import Testing

@testable import RoostSync

struct RunUploaderTests {
    private func upload(
        _ path: String, to server: FakeServer, _ change: (inout RunUploader.Options) -> Void = { _ in }
    ) async throws -> SyncReport {
        let client = try APIClient(endpoint: try Endpoint(server.address), credentials: .apiKey("key"))
        var options = RunUploader.Options()
        // The writer is this process, which holds the log no more.
        options.writerPID = Int32.max
        change(&options)
        do {
            let report = try await RunUploader(path: path, client: client, options: options).run()
            await client.shutdown()
            return report
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func sample(in directory: TemporaryDirectory, rows: Int = 50) throws -> SampleLog {
        let log = try SampleLog(in: directory)
        for step in 0..<rows {
            try log.history(Int64(step), ("x", Double(step)))
            if step % 10 == 0 {
                try log.console("step \(step)\n")
                try log.stats("cpu", Double(step), second: Int64(step))
            }
        }
        try log.save("saved.txt", "saved")
        try log.save("late.txt", "late", .end)
        try log.writer.append(.with { $0.alert.title = "alert" })
        return log
    }

    private func check(_ server: FakeServer, rows: Int = 50, exits: [Int] = [0]) throws {
        let history = server.lines("wandb-history.jsonl")
        #expect(history.count == rows)
        for (step, line) in history.enumerated() {
            let row = try JSON(parsing: line ?? "")
            #expect(row["_step"]?.intValue == Int64(step) && row["x"]?.doubleValue == Double(step))
        }
        let console = server.lines("output.log").map { $0.map { String($0.drop { $0 != " " }.dropFirst()) } }
        #expect(console == (0..<(rows + 9) / 10).map { "step \($0 * 10)" })
        #expect(server.lines("wandb-events.jsonl").count == (rows + 9) / 10)
        let summary = try JSON(parsing: (server.lines("wandb-summary.json").first ?? nil) ?? "")
        #expect(summary["x"] == .number(Double(rows - 1)))
        let content = server.snapshot
        #expect(content.files["saved.txt"] == "saved" && content.files["late.txt"] == "late")
        #expect(content.files["output.log"] == (0..<(rows + 9) / 10).map { "step \($0 * 10)\n" }.joined())
        #expect(content.exitCodes == exits)
    }

    @Test func wholeRun() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory)
        try log.end()
        let server = try await FakeServer()
        let report = try await upload(log.directory, to: server)
        #expect(report.outcome == .finished(exitCode: 0))
        #expect(report.historyLines == 50 && report.failures.isEmpty && report.warnings.isEmpty)
        try check(server)
        let content = server.snapshot
        #expect(Set(content.uploaded) == ["saved.txt", "late.txt", "config.yaml", "wandb-summary.json", "output.log"])
        #expect(content.operations.count { $0.name == "NotifyScriptableRunAlert" } == 1)
        // What is all up is not looked at again.
        let requests = content.requests.count
        #expect(try await upload(log.directory, to: server).outcome == .alreadySynced)
        #expect(server.snapshot.requests.count == requests)
        await server.close()
    }

    @Test func rowsGoBeforeFiles() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory)
        try log.end()
        let server = try await FakeServer()
        _ = try await upload(log.directory, to: server)
        let requests = server.snapshot.requests
        let firstStream = try #require(requests.firstIndex { $0.hasSuffix("/file_stream") })
        let lateFile = try #require(requests.firstIndex { $0.hasPrefix("PUT /put/late.txt") })
        #expect(firstStream < lateFile)
        await server.close()
    }

    /// Every request in turn is refused for a while, or done without its answer arriving.
    @Test(arguments: 0..<12, [false, true])
    func faults(number: Int, isLost: Bool) async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory)
        try log.end(code: 3)
        let server = try await FakeServer { _, request in
            request == number ? (isLost ? .lostAnswer : .status(503)) : nil
        }
        let report = try await upload(log.directory, to: server)
        #expect(report.outcome == .finished(exitCode: 3))
        // The end may be told twice, when its answer was lost.
        try check(server, exits: Array(repeating: 3, count: server.snapshot.exitCodes.count))
        await server.close()
    }

    @Test func refusedStreamStopsAndGoesOnLater() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory, rows: 40)
        let server = try await FakeServer { request, _ in request.hasSuffix("/file_stream") ? .status(404) : nil }
        try log.end()
        await #expect(throws: SyncError.self) { try await upload(log.directory, to: server) }
        #expect(!LocalRun.isMarked(log.path))
        server.setFault { _, _ in nil }
        #expect(try await upload(log.directory, to: server).outcome == .finished(exitCode: 0))
        try check(server, rows: 40)
        await server.close()
    }

    /// The writer stops in the middle; what it wrote is sent, what it writes later is sent behind it.
    @Test func goesOnWhereItStopped() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory, rows: 20)
        try log.writer.flush()
        let server = try await FakeServer()
        let first = try await upload(log.directory, to: server) { $0.writerPID = getpid() }
        #expect(first.outcome == .unfinished && first.historyLines == 20)
        #expect(server.snapshot.exitCodes.isEmpty)
        for step in 20..<50 {
            try log.history(Int64(step), ("x", Double(step)))
            if step % 10 == 0 {
                try log.console("step \(step)\n")
                try log.stats("cpu", 1, second: Int64(step))
            }
        }
        try log.end()
        let sent = server.snapshot.requests.count
        #expect(try await upload(log.directory, to: server).outcome == .finished(exitCode: 0))
        try check(server)
        // Files and alerts are not sent twice.
        let content = server.snapshot
        #expect(!content.requests[sent...].contains { $0.hasPrefix("PUT /put/saved.txt") })
        #expect(content.operations.count { $0.name == "NotifyScriptableRunAlert" } == 1)
        await server.close()
    }

    @Test func deadWriterFails() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory)
        try log.writer.close()
        let server = try await FakeServer()
        let report = try await upload(log.directory, to: server)
        #expect(report.outcome == .finished(exitCode: 1))
        #expect(report.warnings == ["the log has no exit record: the run counts as failed, with exit code 1"])
        try check(server, exits: [1])
        await server.close()
    }

    @Test func followsAWriter() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory, rows: 20)
        try log.writer.flush()
        let server = try await FakeServer()
        async let report = upload(log.directory, to: server) { options in
            options.follows = true
            options.writerPID = getpid()
            options.transmitSeconds = 0
        }
        while server.lines("wandb-history.jsonl").count < 20 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(server.snapshot.exitCodes.isEmpty)
        for step in 20..<50 {
            try log.history(Int64(step), ("x", Double(step)))
            if step % 10 == 0 {
                try log.console("step \(step)\n")
                try log.stats("cpu", 1, second: Int64(step))
            }
            try log.writer.flush()
        }
        try log.end()
        #expect(try await report.outcome == .finished(exitCode: 0))
        try check(server)
        await server.close()
    }

    /// A summary of a process that was killed since, which arrives after that of its successor, does not stay.
    @Test func lateSummaryDoesNotStay() async throws {
        let directory = try TemporaryDirectory()
        let log = try sample(in: directory)
        try log.end()
        let server = try await FakeServer()
        server.setFault { [weak server] request, _ in
            if request.hasPrefix("PUT /put/late.txt") { server?.put(#"{"x":7}"#, 0, of: "wandb-summary.json") }
            return nil
        }
        _ = try await upload(log.directory, to: server)
        try check(server)
        await server.close()
    }

    /// A file that is saved again while it is on its way arrives as it is then.
    @Test func fileChangesOnItsWay() async throws {
        let directory = try TemporaryDirectory()
        let log = try SampleLog(in: directory)
        try log.save("saved.txt", "old")
        try log.history(0, ("x", 0))
        try log.writer.flush()
        let server = try await FakeServer()
        let path = "\(log.directory)/files/saved.txt"
        server.setFault { [weak server] request, _ in
            guard request.hasPrefix("PUT /put/saved.txt"), let server, server.snapshot.files["saved.txt"] == nil else {
                return nil
            }
            // Until the uploader has read that the file was saved again, it gets nowhere.
            guard server.lines("wandb-history.jsonl").count == 2 else { return .status(503) }
            try? Data("newer".utf8).write(to: URL(fileURLWithPath: path))
            return nil
        }
        async let report = upload(log.directory, to: server) { options in
            options.follows = true
            options.writerPID = getpid()
            options.transmitSeconds = 0
        }
        while !server.snapshot.requests.contains(where: { $0.hasPrefix("PUT /put/saved.txt") }) {
            try await Task.sleep(for: .milliseconds(5))
        }
        try log.save("saved.txt", "old")
        try log.history(1, ("x", 1))
        try log.end()
        #expect(try await report.outcome == .finished(exitCode: 0))
        #expect(server.snapshot.files["saved.txt"] == "newer")
        await server.close()
    }

    @Test func noteOfEarlierLinesMovesAllLines() async throws {
        let directory = try TemporaryDirectory()
        let log = try SampleLog(in: directory) { run in
            run.resumed = true
            run.startingStep = 5
            run.summary.update = [
                .with {
                    $0.nestedKey = ["old"]
                    $0.valueJson = "1"
                }
            ]
            run.settings.item = [("x_history_lines", "5"), ("x_events_lines", "2"), ("x_console_lines", "7")].map {
                key, json in
                .with {
                    $0.key = key
                    $0.valueJson = json
                }
            }
        }
        try log.history(5, ("x", 1))
        try log.console("line\n")
        try log.stats("cpu", 1)
        try log.end()
        let server = try await FakeServer()
        _ = try await upload(log.directory, to: server)
        let lines = server.snapshot.lines
        #expect(lines["wandb-history.jsonl"]?.keys.sorted() == [5])
        #expect(lines["wandb-events.jsonl"]?.keys.sorted() == [2])
        #expect(lines["output.log"]?.keys.sorted() == [7])
        #expect(try JSON(parsing: (server.lines("wandb-summary.json").first ?? nil) ?? "")["old"] == 1)
        await server.close()
    }

    @Test func namesThatLeadOutAreRefused() async throws {
        let directory = try TemporaryDirectory()
        let log = try SampleLog(in: directory)
        try log.history(0, ("x", 1))
        for name in ["../secret", "/etc/hostname", "gone.txt"] {
            try log.writer.append(.with { $0.files.files = [.with { $0.path = name }] })
        }
        try log.end()
        let server = try await FakeServer()
        let report = try await upload(log.directory, to: server)
        #expect(report.outcome == .finished(exitCode: 0) && report.warnings.count == 3)
        #expect(Set(server.snapshot.files.keys) == ["config.yaml", "wandb-summary.json"])
        await server.close()
    }
}

extension LocalRun {
    fileprivate static func isMarked(_ log: String) -> Bool { FileManager.default.fileExists(atPath: log + ".synced") }
}
