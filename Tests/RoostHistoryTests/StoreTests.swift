import Foundation
import GRDB
import Testing

@testable import RoostHistory

/// What the contract's random sequences do not reach.
@Suite struct StoreTests {
    private let run = RunKey(1)

    private func rows(_ steps: Range<Int>, _ value: String = "1") throws -> RowBatch {
        try RowBatch(
            stream: .metrics, offset: Int64(steps.lowerBound), lines: steps.map { #"{"_step":\#($0),"a":\#(value)}"# })
    }

    private func values(_ store: EmbeddedHistory, _ run: RunKey) async throws -> [String] {
        try await store.rows(of: run, .metrics, matching: RowQuery(limit: 100_000)).map(\.json)
    }

    @Test func commitsAreFlushed() async throws {
        let store = try await EmbeddedFactory().open()
        let (synchronous, mode, pageSize) = try await store.pool.writeWithoutTransaction { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA page_size")
            )
        }
        #expect(synchronous == 2 && mode == "wal" && pageSize == 16384)
        try await store.close()
    }

    @Test func refusesNewerFormatsAndOtherFiles() async throws {
        let factory = try EmbeddedFactory()
        let store = try await factory.open()
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try await store.close()
        await #expect(throws: HistoryError.newerFormat(found: 99, supported: Schema.format)) {
            try await factory.open()
        }
        let text = factory.directory.file("text")
        try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: text))
        await #expect(throws: HistoryError.notAHistoryStore(path: text)) { try await EmbeddedHistory.open(path: text) }
        let other = factory.directory.file("other.sqlite")
        try await DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (x)") }
        await #expect(throws: HistoryError.notAHistoryStore(path: other)) {
            try await EmbeddedHistory.open(path: other)
        }
    }

    @Test func refusesCallsAfterClosing() async throws {
        let store = try await EmbeddedFactory().open()
        try await store.close()
        await #expect(throws: HistoryError.closed) { try await store.state(of: run, .metrics) }
        await #expect(throws: HistoryError.closed) {
            try await store.append(try rows(0..<1), to: run, stream: .metrics, writer: nil)
        }
    }

    @Test func refusesArgumentsOutOfBounds() async throws {
        let store = try await EmbeddedFactory().open()
        await #expect(throws: HistoryError.self) {
            try await store.rows(of: run, .metrics, matching: RowQuery(limit: 0))
        }
        await #expect(throws: HistoryError.self) { try await store.tail(of: run, .metrics, count: -1) }
        await #expect(throws: HistoryError.self) { try await store.series(SeriesQuery(run: run, key: "a", buckets: 0)) }
        await #expect(throws: HistoryError.self) {
            try await store.append(try rows(0..<1), to: run, stream: .system, writer: nil)
        }
        await #expect(throws: HistoryError.self) {
            try await store.append(try rows(0..<1), to: run, stream: .metrics, writer: "")
        }
        await #expect(throws: HistoryError.self) { try await store.fork(run, from: run, throughStep: 1) }
        try await store.close()
    }

    /// A repeated request changes nothing, also after a restart; other lines at its place are written.
    @Test func knowsRepeatedRequestsAfterARestart() async throws {
        let factory = try EmbeddedFactory()
        var store = try await factory.open()
        _ = try await store.append(try rows(0..<10), to: run, stream: .metrics, writer: nil)
        let first = try await store.append(try rows(10..<20), to: run, stream: .metrics, writer: nil)
        try await store.close()
        store = try await factory.open()
        let again = try await store.append(try rows(10..<20), to: run, stream: .metrics, writer: nil)
        #expect(again.isReplay && again.lineCount == 20 && again.sequence == first.sequence)
        let older = try await store.append(try rows(0..<10), to: run, stream: .metrics, writer: nil)
        #expect(!older.isReplay && older.lineCount == 20)
        let changed = try await store.append(try rows(10..<20, "2"), to: run, stream: .metrics, writer: nil)
        #expect(!changed.isReplay && changed.lineCount == 20 && changed.gapExpected == nil)
        let gap = try await store.append(try rows(25..<26), to: run, stream: .metrics, writer: nil)
        #expect(gap.gapExpected == 20 && gap.lineCount == 26 && gap.lastStep == 25)
        #expect(try await values(store, run).filter { $0.contains("2}") }.count == 10)
        try await store.close()
    }

    /// A line of the console that is written anew loses what the new text does not have.
    @Test func rewritesWholeConsoleLines() async throws {
        let store = try await EmbeddedFactory().open()
        let first = ["ERROR 2026-11-20T21:28:15.995221 boom", "2026-11-20T21:28:16.5 10%", "bare [x] text"]
        let lines = try RowBatch(stream: .console, offset: 0, lines: first)
        _ = try await store.append(lines, to: run, stream: .console, writer: nil)
        let rewritten = try RowBatch(
            stream: .console, offset: 0, lines: ["fine", "2026-11-20T21:28:17.5 20%\n", "ERROR no time", ""])
        _ = try await store.append(rewritten, to: run, stream: .console, writer: nil)
        let structured = try RowBatch(
            stream: .console, offset: 4,
            lines: [
                #"{"level":"error","ts":"2026-11-20T21:51:16.876898","label":"node0","content":"err \"l\"ine\n"}"#,
                #"{"no":"content"}"#,
            ])
        _ = try await store.append(structured, to: run, stream: .console, writer: nil)
        let expected = [
            ConsoleLine(number: 0, timestamp: nil, level: nil, label: nil, text: "fine"),
            ConsoleLine(number: 1, timestamp: "2026-11-20T21:28:17.5", level: nil, label: nil, text: "20%"),
            ConsoleLine(number: 2, timestamp: nil, level: nil, label: nil, text: "ERROR no time"),
            ConsoleLine(number: 3, timestamp: nil, level: nil, label: nil, text: ""),
            ConsoleLine(
                number: 4, timestamp: "2026-11-20T21:51:16.876898", level: "error", label: "node0",
                text: "err \"l\"ine\n"),
            ConsoleLine(number: 5, timestamp: nil, level: nil, label: nil, text: #"{"no":"content"}"#),
        ]
        for _ in 0..<2 {
            #expect(try await store.lines(of: run, .numbers(0..<100)) == expected)
            #expect(try await store.lines(of: run, .last(2)) == Array(expected.suffix(2)))
            #expect(try await store.lines(of: run, .numbers(1..<3)) == Array(expected[1..<3]))
            try await store.compact(run)
        }
        try await store.close()
    }

    @Test func readsLabelsOfSharedRuns() async throws {
        let store = try await EmbeddedFactory().open()
        let lines = ["2026-11-20T21:51:49.290354 [node0] out [1] line", "2026-11-20T21:51:49 no label"]
        for (writer, offset) in [("a", Int64(0)), ("b", 0), ("a", 2)] {
            let batch = try RowBatch(stream: .console, offset: offset, lines: lines, readsLabels: true)
            _ = try await store.append(batch, to: run, stream: .console, writer: writer)
        }
        let read = try await store.lines(of: run, .last(100))
        #expect(read.map(\.number) == Array(0..<6))
        #expect(
            read[4]
                == ConsoleLine(
                    number: 4, timestamp: "2026-11-20T21:51:49.290354", level: nil, label: "node0", text: "out [1] line"
                ))
        #expect(read[5].label == nil && read[5].text == "no label")
        try await store.close()
    }

    /// Writers of a shared run append at the same time; every row gets a step of its own.
    @Test func sharedWritersNeverOverwriteEachOther() async throws {
        let factory = try EmbeddedFactory(mergesInBackground: true, tuning: EmbeddedFactory.smallTuning)
        let store = try await factory.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for batch in 0..<10 {
                        let lines = (0..<5).map { #"{"_step":\#(batch * 5 + $0),"w\#(writer)":\#(batch * 5 + $0)}"# }
                        let rows = try RowBatch(stream: .metrics, offset: Int64(batch * 5), lines: lines)
                        _ = try await store.append(rows, to: RunKey(1), stream: .metrics, writer: "w\(writer)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let state = try await store.state(of: run, .metrics)
        #expect(state.rowCount == 400 && state.lastStep == 399 && state.lastSequence == 80)
        for writer in 0..<8 {
            let page = try await store.rows(of: run, .metrics, matching: RowQuery(keys: ["w\(writer)"]))
            #expect(page.map { RawRow.leaves($0.json)["w\(writer)"] } == (0..<50).map { "\($0)" })
        }
        try await store.close()
    }

    /// Many runs append at once; nothing gets into the wrong run.
    @Test func runsDoNotMix() async throws {
        let factory = try EmbeddedFactory(mergesInBackground: true, tuning: EmbeddedFactory.smallTuning)
        let store = try await factory.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in 1...30 {
                group.addTask {
                    for start in stride(from: 0, to: 60, by: 6) {
                        let lines = (start..<(start + 6)).map { #"{"_step":\#($0),"v":\#(run * 1000 + $0)}"# }
                        let rows = try RowBatch(stream: .metrics, offset: Int64(start), lines: lines)
                        _ = try await store.append(rows, to: RunKey(Int64(run)), stream: .metrics, writer: nil)
                    }
                }
            }
            try await group.waitForAll()
        }
        for run in 1...30 {
            let expected = (0..<60).map { #"{"_step":\#($0),"v":\#(run * 1000 + $0)}"# }
            #expect(try await values(store, RunKey(Int64(run))) == expected)
        }
        try await store.close()
    }

    /// The parent's rows outlive it as long as a fork, or a fork of a fork, shows them.
    @Test func forksOutliveTheirParents() async throws {
        let store = try await EmbeddedFactory().open()
        _ = try await store.append(try rows(0..<100), to: run, stream: .metrics, writer: nil)
        let forked = try await store.fork(RunKey(2), from: run, throughStep: 59)
        #expect(forked == StreamState(lineCount: 60, rowCount: 60, lastStep: 59, lastSequence: 0))
        _ = try await store.truncate(run, .metrics, afterStep: 9)
        _ = try await store.append(try rows(10..<40, "9"), to: run, stream: .metrics, writer: nil)
        _ = try await store.fork(RunKey(3), from: RunKey(2), throughStep: 29)
        try await store.compact(run)
        let expected = try await values(store, RunKey(2))
        #expect(expected == (0..<60).map { #"{"_step":\#($0),"a":1}"# })
        try await store.delete(run)
        try await store.delete(RunKey(2))
        #expect(try await values(store, run).isEmpty)
        #expect(try await values(store, RunKey(2)).isEmpty)
        #expect(try await values(store, RunKey(3)) == Array(expected.prefix(30)))
        #expect(try await store.usage(of: run) > 0)
        await #expect(throws: HistoryError.self) {
            try await store.append(try rows(0..<1), to: run, stream: .metrics, writer: nil)
        }
        await #expect(throws: HistoryError.self) { try await store.fork(RunKey(4), from: run, throughStep: 1) }
        try await store.delete(RunKey(3))
        #expect(try await store.usage(of: run) == 0)
        let left = try await store.pool.read { database in
            try [
                "batches", "chunks", "blocks", "block_cells", "chunk_cells", "lineage", "cuts", "keys", "streams",
                "writers",
            ]
            .map { try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1 }
        }
        #expect(left.allSatisfy { $0 == 0 })
        try await store.close()
    }

    @Test func refusesForksOfRunsInUse() async throws {
        let store = try await EmbeddedFactory().open()
        _ = try await store.append(try rows(0..<5), to: run, stream: .metrics, writer: nil)
        _ = try await store.append(try rows(0..<5), to: RunKey(2), stream: .metrics, writer: nil)
        await #expect(throws: HistoryError.forkTargetInUse(RunKey(2))) {
            try await store.fork(RunKey(2), from: run, throughStep: 3)
        }
        _ = try await store.fork(RunKey(3), from: run, throughStep: 3)
        await #expect(throws: HistoryError.forkTargetInUse(RunKey(3))) {
            try await store.fork(RunKey(3), from: run, throughStep: 4)
        }
        try await store.close()
    }

    @Test func deletingGivesSpaceBack() async throws {
        let factory = try EmbeddedFactory()
        let store = try await factory.open()
        var random = SeededRandom(seed: 31)
        for start in stride(from: 0, to: 2000, by: 500) {
            let lines = (start..<(start + 500)).map { #"{"_step":\#($0),"t":"\#(random.next()) \#(random.next())"}"# }
            let batch = try RowBatch(stream: .metrics, offset: Int64(start), lines: lines)
            for run in 1...6 {
                _ = try await store.append(batch, to: RunKey(Int64(run)), stream: .metrics, writer: nil)
            }
        }
        for run in 1...6 { try await store.compact(RunKey(Int64(run))) }
        func pages(_ pragma: String) async throws -> Int {
            try await store.pool.read { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") ?? 0 }
        }
        let before = try await pages("page_count")
        for run in 1...6 { try await store.delete(RunKey(Int64(run))) }
        #expect(try await pages("page_count") < before / 2)
        #expect(try await pages("freelist_count") == 0)
        try await store.close()
    }

    /// What was acknowledged is in a copy of the files, taken at any moment, as after a crash.
    @Test func acknowledgedRowsSurviveACrash() async throws {
        let factory = try EmbeddedFactory(mergesInBackground: true, tuning: EmbeddedFactory.smallTuning)
        let store = try await factory.open()
        var copies: [(path: String, rows: Int)] = []
        for batch in 0..<60 {
            _ = try await store.append(try rows((batch * 7)..<(batch * 7 + 7)), to: run, stream: .metrics, writer: nil)
            if batch.isMultiple(of: 9) {
                copies.append((try factory.directory.copyStore(factory.path, to: "copy\(batch)"), batch * 7 + 7))
            }
            if batch == 30 { try await store.compact(run) }
        }
        for copy in copies {
            let recovered = try await EmbeddedHistory.open(path: copy.path)
            let state = try await recovered.state(of: run, .metrics)
            #expect(state.lineCount == Int64(copy.rows) && state.rowCount == Int64(copy.rows))
            let rows = try await values(recovered, run)
            #expect(rows == (0..<copy.rows).map { #"{"_step":\#($0),"a":1}"# })
            let next = try await recovered.append(
                try self.rows(copy.rows..<(copy.rows + 1)), to: run, stream: .metrics, writer: nil)
            #expect(next.gapExpected == nil && next.lineCount == Int64(copy.rows + 1))
            try await recovered.close()
        }
        try await store.close()
    }

    /// A run that sends a row at a time is merged as it goes, so that reading it stays cheap.
    @Test func mergesManySmallBatches() async throws {
        let factory = try EmbeddedFactory(mergesInBackground: true, tuning: EmbeddedFactory.smallTuning)
        let store = try await factory.open()
        for step in 0..<150 {
            _ = try await store.append(try rows(step..<(step + 1)), to: run, stream: .metrics, writer: nil)
        }
        await store.merger.close()
        let batches = try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM batches") ?? 0 }
        let levels = try await store.pool.read { try Int.fetchOne($0, sql: "SELECT max(level) FROM chunks") ?? 0 }
        #expect(batches < 60 && levels >= 1)
        #expect(try await values(store, run).count == 150)
        try await store.close()
    }

    /// A full page ends at its bound of bytes and says where to go on.
    @Test func boundsPagesByBytes() async throws {
        let store = try await EmbeddedFactory().open()
        let text = String(repeating: "x", count: 1 << 20)
        for step in 0..<40 {
            let batch = try RowBatch(
                stream: .metrics, offset: Int64(step), lines: [#"{"_step":\#(step),"t":"\#(text)"}"#])
            _ = try await store.append(batch, to: run, stream: .metrics, writer: nil)
        }
        let page = try await store.rows(of: run, .metrics, matching: RowQuery(limit: 40))
        #expect(page.count < 40 && page.nextStep == Int64(page.count))
        try await store.close()
    }

    /// Thousands of keys, of which each row has some.
    @Test func keepsWideRuns() async throws {
        let factory = try EmbeddedFactory(tuning: EmbeddedFactory.smallTuning)
        let store = try await factory.open()
        var expected: [String] = []
        for start in stride(from: 0, to: 12, by: 4) {
            let lines = (start..<(start + 4)).map { step in
                let members = (0..<2000).filter { ($0 + step).isMultiple(of: 2) }.map {
                    "\"k\(1000 + $0)\":\($0 * step)"
                }
                return "{\"_step\":\(step)," + members.joined(separator: ",") + "}"
            }
            expected += lines
            let batch = try RowBatch(stream: .metrics, offset: Int64(start), lines: lines)
            _ = try await store.append(batch, to: run, stream: .metrics, writer: nil)
        }
        for _ in 0..<2 {
            #expect(try await store.keys(of: run, .metrics).count == 2001)
            let page = try await store.rows(of: run, .metrics, matching: RowQuery(steps: 3..<9))
            #expect(page.map { RawRow.leaves($0.json) } == expected[3..<9].map(RawRow.leaves))
            try await store.compact(run)
        }
        try await store.close()
    }
}
