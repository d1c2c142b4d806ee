import NIOCore
import RoostAPI
import RoostJSON
@testable import RoostLog
import Testing

@testable import RoostSync

struct AssemblerTests {
    private func assemble(
        _ records: [LogRecord], state: SyncState = SyncState(destination: "d"), run: LogRunRecord = LogRunRecord()
    ) throws -> RunAssembler {
        var assembler = RunAssembler(run: run, state: state)
        for record in records {
            try assembler.apply(LogPayload(record))
        }
        return assembler
    }

    private func lines(_ assembler: RunAssembler, _ file: StreamedFile) throws -> (offset: Int, lines: [JSON])? {
        var assembler = assembler
        var request = FileStreamRequest()
        request.chunks = assembler.takeChunks()
        let body = try JSON(parsing: Array(buffer: request.encoded()))
        guard let found = body["files"]?[file.rawValue] else { return nil }
        let lines = try (found["content"]?.arrayValue ?? []).map { try JSON(parsing: $0.stringValue ?? "") }
        return (found["offset"]?.countValue ?? -1, lines)
    }

    private func row(_ step: Int64, _ items: (String, String)...) -> LogRecord {
        .with { record in
            record.history.step.num = step
            record.history.item = items.map { key, json in
                .with {
                    $0.nestedKey = key.split(separator: ">").map(String.init)
                    $0.valueJson = json
                }
            }
        }
    }

    @Test func rowsBecomeLines() throws {
        let assembler = try assemble([
            row(0, ("_step", "0"), ("loss", "1e-05"), ("quote\"d", "\"x\\ny\"")), row(7, ("loss", "NaN")),
        ])
        let history = try #require(try lines(assembler, .history))
        #expect(history.offset == 0)
        #expect(history.lines[0] == ["_step": 0, "loss": 1e-05, "quote\"d": "x\ny"])
        #expect(history.lines[1].text == #"{"loss":NaN,"_step":7}"#)
    }

    /// The summary that a continued run begins with names a step, and its rows count all the same.
    @Test(arguments: [false, true])
    func rowsOfAContinuedRunReachItsSummary(isRecorded: Bool) throws {
        var run = LogRunRecord()
        if isRecorded {
            run.summary.update = [("_step", "9"), ("x", "1"), ("old", "3")].map { key, json in
                .with {
                    $0.nestedKey = [key]
                    $0.valueJson = json
                }
            }
        }
        var assembler = RunAssembler(
            run: run, state: SyncState(destination: "d"),
            earlierSummary: isRecorded ? [:] : ["_step": 9, "x": 1, "old": 3])
        try assembler.apply(LogPayload(row(10, ("_step", "10"), ("x", "2"))))
        let summary = try #require(try lines(assembler, .summary))
        #expect(summary.lines == [["_step": 10, "x": 2, "old": 3]])
    }

    /// A line that an earlier process has sent as it stays is not sent as it was before, while the log is read again.
    @Test func sentLinesDoNotGoBack() throws {
        func output(_ text: String) -> LogRecord { .with { $0.outputRaw.line = text } }
        var state = SyncState(destination: "d")
        state.sent.console = 1
        var assembler = RunAssembler(run: LogRunRecord(), state: state)
        try assembler.apply(LogPayload(output("10%")))
        #expect(assembler.takeChunks().isEmpty)
        try assembler.apply(LogPayload(output("\r20%\nnew\n")))
        let chunks = assembler.takeChunks()
        #expect(chunks.map(\.file) == ["output.log"] && chunks.map(\.offset) == [1] && chunks.map(\.lineCount) == [1])
    }

    @Test func nestedItemsBecomeObjects() throws {
        let assembler = try assemble([row(1, ("_step", "1"), ("a>b", "2"), ("a>c>d", "[3]"), ("e", "{\"f\":4}"))])
        let history = try #require(try lines(assembler, .history))
        #expect(history.lines == [["_step": 1, "a": ["b": 2, "c": ["d": [3]]], "e": ["f": 4]]])
        let summary = try #require(try lines(assembler, .summary))
        #expect(summary.lines == [["_step": 1, "a": ["b": 2, "c": ["d": [3]]], "e": ["f": 4]]])
    }

    @Test func typedItemsAreRead() throws {
        let record = LogRecord.with { record in
            record.history.item = [
                .with {
                    $0.key = "i"
                    $0.integer = -3
                },
                .with {
                    $0.key = "n"
                    $0.number = 0.5
                },
                .with {
                    $0.key = "t"
                    $0.text = "x"
                },
                .with {
                    $0.key = "b"
                    $0.boolean = true
                },
            ]
        }
        let history = try #require(try lines(try assemble([record]), .history))
        #expect(history.lines == [["i": -3, "n": 0.5, "t": "x", "b": true, "_step": 0]])
    }

    @Test func linesGoOnWhereTheLastProcessStopped() throws {
        let rows = (0..<10).map { row(Int64($0), ("_step", "\($0)"), ("x", "\($0)")) }
        var state = SyncState(destination: "d")
        state.base.history = 100
        state.sent.history = 4
        let history = try #require(try lines(try assemble(rows, state: state), .history))
        #expect(history.offset == 104)
        #expect(history.lines.compactMap { $0["x"]?.intValue } == [4, 5, 6, 7, 8, 9])
        // The summary is made of all rows.
        let summary = try #require(try lines(try assemble(rows, state: state), .summary))
        #expect(summary.lines == [["_step": 9, "x": 9]])
    }

    @Test func continuedRunsAreShifted() throws {
        var state = SyncState(destination: "d")
        state.stepShift = 50
        state.runtimeShift = 10
        let assembler = try assemble([row(2, ("_step", "2"), ("_runtime", "1.5"), ("x", "1"))], state: state)
        let history = try #require(try lines(assembler, .history))
        #expect(history.lines == [["_step": 52, "_runtime": 11.5, "x": 1]])
    }

    /// Each of these bytes becomes several, twice: in the key's text, and in the string that the line is sent as.
    @Test func keysAndTextsMayHoldAnything() throws {
        let strange = String(repeating: "\u{1}\"\\\n\u{1f}ü", count: 500)
        let assembler = try assemble([
            row(0, (strange, JSON.string(strange).text), ("plain", "1")), row(1, ("plain", "2"), (strange, "3")),
        ])
        let history = try #require(try lines(assembler, .history))
        #expect(history.lines.count == 2)
        #expect(history.lines[0] == [strange: .string(strange), "plain": 1, "_step": 0])
        #expect(history.lines[1] == ["plain": 2, strange: 3, "_step": 1])
    }

    @Test func summariesFollowDefinitions() throws {
        func define(_ name: String, _ change: (inout LogMetricRecord) -> Void) -> LogRecord {
            .with { record in
                record.metric.name = name
                change(&record.metric)
            }
        }
        let assembler = try assemble(
            [
                define("low") { $0.summary.min = true },
                define("both") {
                    $0.summary.max = true
                    $0.summary.mean = true
                },
                define("hidden") { $0.summary.none = true },
                .with { record in
                    record.metric.globName = "g/*"
                    record.metric.summary.last = true
                },
                // Of several patterns the longest decides, wherever it stands.
                .with { record in
                    record.metric.globName = "g/deep/*"
                    record.metric.summary.max = true
                },
            ]
                + (1...4).map { step in
                    let value = "\([3, 1, 4, 2][step - 1])"
                    return row(
                        Int64(step), ("low", value), ("both", value), ("hidden", value), ("g/x", value),
                        ("g/deep/x", value), ("plain", value))
                })
        let summary = try #require(try lines(assembler, .summary))
        #expect(
            summary.lines[0]
                == [
                    "low": ["min": 1.0], "both": ["max": 4.0, "mean": 2.5], "g/x": ["last": 2.0],
                    "g/deep/x": ["max": 4.0],
                    "plain": 2,
                ])
    }

    /// Rows of the same keys, broken by ones of others, by nulls, by objects, and by values set by hand.
    @Test func summariesHoldTheLatestOfRowsOfEveryKind() throws {
        let byHand = LogRecord.with { record in
            record.summary.update = [
                .with {
                    $0.nestedKey = ["b"]
                    $0.valueJson = "\"hand\""
                }
            ]
        }
        func summary(_ records: [LogRecord]) throws -> JSON? { try lines(try assemble(records), .summary)?.lines[0] }
        let rows = (0..<3).map { row(Int64($0), ("a", "\($0)"), ("b", "\($0).5")) }
        #expect(try summary(rows) == ["a": 2, "b": 2.5])
        #expect(try summary(rows + [row(3, ("a", "3"))]) == ["a": 3, "b": 2.5])
        #expect(try summary(rows + [row(3, ("a", "null"), ("b", "3.5"))]) == ["a": 2, "b": 3.5])
        #expect(try summary(rows + [row(3, ("b", "7"), ("a", "8"))] + [rows[0]]) == ["a": 0, "b": 0.5])
        #expect(try summary(rows + [byHand]) == ["a": 2, "b": "hand"])
        #expect(try summary(rows + [byHand, rows[1]]) == ["a": 1, "b": 1.5])
        #expect(
            try summary(rows + [row(3, ("a", "{\"x\":1}"), ("b", "0")), row(4, ("a", "{\"y\":2}"), ("b", "1"))])
                == ["a": ["x": 1, "y": 2], "b": 1])
    }

    @Test func summaryRecordsWin() throws {
        let set = LogRecord.with { record in
            record.summary.update = [
                .with {
                    $0.nestedKey = ["loss"]
                    $0.valueJson = "{\"min\":7}"
                },
                .with {
                    $0.nestedKey = ["_step"]
                    $0.valueJson = "3"
                },
            ]
        }
        let assembler = try assemble([row(1, ("loss", "5")), set, row(2, ("loss", "9"))])
        let summary = try #require(try lines(assembler, .summary))
        #expect(summary.lines == [["loss": ["min": 7], "_step": 3]])
    }

    @Test func systemMetricsBecomeEvents() throws {
        let stats = LogRecord.with { record in
            record.stats.timestamp.seconds = 101
            record.stats.timestamp.nanos = 372_054_000
            record.stats.item = [
                .with {
                    $0.key = "cpu"
                    $0.valueJson = "12.5"
                }
            ]
        }
        let run = LogRunRecord.with { $0.startTime.seconds = 100 }
        let events = try #require(try lines(try assemble([stats], run: run), .events))
        // Whole seconds and their rest, as the official client adds them.
        #expect(
            events.lines == [
                ["_wandb": true, "_timestamp": 101.372054, "_runtime": .number(1 + 0.372054), "system.cpu": 12.5]
            ])
    }

    @Test func tooLongLinesAreLeftOutWithoutAGap() throws {
        let long = "\"" + String(repeating: "x", count: SyncLimits.lineBytes) + "\""
        let assembler = try assemble([row(0, ("x", "1")), row(1, ("x", long)), row(2, ("x", "3"))])
        #expect(assembler.lines.history == 2)
        #expect(assembler.warnings.count == 1 && assembler.warnings[0].contains("\(SyncLimits.lineBytes)"))
    }

    @Test func configurationIsWrapped() throws {
        let run = LogRunRecord.with { run in
            run.config.update = [
                .with {
                    $0.key = "lr"
                    $0.valueJson = "0.1"
                }
            ]
            run.telemetry.cliVersion = "1.2"
            run.branchPoint.run = "parent"
            run.branchPoint.value = 5
        }
        let change = LogRecord.with { record in
            record.config.update = [
                .with {
                    $0.nestedKey = ["net", "depth"]
                    $0.valueJson = "2"
                }
            ]
            record.config.remove = [.with { $0.key = "lr" }]
        }
        let metric = LogRecord.with { record in
            record.metric.name = "loss"
            record.metric.stepMetric = "epoch"
            record.metric.options.defined = true
        }
        let encoded = try assemble([.with { $0.run = run }, change, metric], run: run).configuration.encoded
        #expect(encoded["lr"] == nil)
        #expect(encoded["net"] == ["value": ["depth": 2]])
        let notes = encoded["_wandb"]?["value"]
        #expect(notes?["cli_version"] == "1.2" && notes?["t"]?["5"] == "1.2")
        #expect(notes?["branch_point"] == ["run_id": "parent", "step": 5])
        #expect(
            notes?["m"] == [
                ["1": "loss", "5": 2, "6": [3], "7": []], ["1": "epoch", "6": [], "7": []],
            ])
    }
}

extension LogPayload {
    init(_ record: LogRecord) throws {
        self.init(bytes: try record.serializedBytes(), offset: 0, end: 0)
    }
}
