import RoostJSON
import Testing

@testable import RoostHistory

@Suite struct ScannerTests {
    private func scan(_ text: String) throws(HistoryError) -> FileStreamRequest {
        try FileStreamRequest.scan(bytes: [UInt8](text.utf8))
    }

    /// A request that streams these lines, quoted as Python would.
    private func request(_ file: String, offset: Int = 0, _ lines: [String]) -> String {
        let content = lines.map { JSON.string($0).text }.joined(separator: ", ")
        return #"{"files": {"\#(file)": {"offset": \#(offset), "content": [\#(content)]}}}"#
    }

    private func metrics(_ lines: String...) throws -> RowBatch {
        try #require(try scan(request("wandb-history.jsonl", lines)).metrics)
    }

    /// The values of a batch as text: for each column, row → value.
    private func columns(_ batch: RowBatch) -> [String: [Int: String]] {
        var columns: [String: [Int: String]] = [:]
        for column in batch.columns {
            for index in 0..<column.positions.count {
                var writer = JSONWriter()
                column.values.write(at: index, to: &writer)
                columns[column.path.components.joined(separator: "/"), default: [:]][column.positions[index]] =
                    writer.text
            }
        }
        return columns
    }

    @Test func takesAWholeRequestApart() throws {
        let request = try scan(
            #"""
             { "files" : {"wandb-history.jsonl":{"offset":5,"content":["{\"_step\":7,\"a\":1}","{\"_step\":9}\n"]},
               "wandb-events.jsonl":{"content":["{\"system.cpu\":1.5}"],"offset":3},
               "wandb-summary.json":{"offset":0,"content":["{\"a\":0}","{\"a\":1,\"b\":{\"x\":\"\\\"q\"}}"]},
               "output.log":{"offset":2,"content":["2026-11-20T21:28:15.995221 hi","plain"]},
               "other.txt":{"offset":1,"content":["x\ty"],"encoding":"none"}},
              "uploaded":["a.png","\u00e9.txt"],"preempting":true,"complete":true,"exitcode":255,"failed":false,
              "dropped":2,"unknown":{"deep":[1,{"x":[]}]} }
            """#)
        #expect(request.metrics?.offset == 5 && request.metrics?.lineCount == 2 && request.metrics?.rowCount == 2)
        #expect(request.metrics?.steps == [7, 9])
        #expect(request.system?.offset == 3 && request.system?.rowCount == 1)
        #expect(request.console?.offset == 2 && request.console?.rowCount == 2)
        #expect(request.summary == #"{"a":1,"b":{"x":"\"q"}}"#)
        #expect(request.uploaded == ["a.png", "é.txt"])
        #expect(request.isPreempting && request.isComplete == true && request.exitCode == 255)
        #expect(request.hasFailed == false && request.dropped == 2)
        #expect(
            request.otherFiles == [FileStreamRequest.OtherFile(name: "other.txt", offset: 1, lines: ["x\ty"])])
    }

    @Test(arguments: ["{}", " {} ", #"{"complete":false,"failed":false,"dropped":0,"uploaded":[]}"#, #"{"files":{}}"#])
    func takesHeartbeats(text: String) throws {
        let request = try scan(text)
        #expect(request.metrics == nil && request.summary == nil && request.uploaded.isEmpty)
    }

    @Test func keepsEveryKindOfValue() throws {
        let batch = try metrics(
            #"{"_step":0,"f":1.0,"i":1,"big":123456789012345678901,"nan":NaN,"inf":Infinity,"neg":-Infinity,"z":-0}"#,
            #"{"_step":1,"s":"x","t":true,"f":false,"n":null,"l":[1,{"a":2}],"e":{},"m":{"_type":"image-file","p":{}}}"#
        )
        let expected: [String: [Int: String]] = [
            "f": [0: "1.0", 1: "false"], "i": [0: "1"], "big": [0: "123456789012345678901"], "nan": [0: "NaN"],
            "inf": [0: "Infinity"], "neg": [0: "-Infinity"], "z": [0: "-0.0"], "s": [1: "\"x\""], "t": [1: "true"],
            "n": [1: "null"], "l": [1: #"[1,{"a":2}]"#], "e": [1: "{}"],
            "m": [1: #"{"_type":"image-file","p":{}}"#],
        ]
        #expect(columns(batch) == expected)
    }

    @Test func takesNestedObjectsApart() throws {
        let batch = try metrics(
            #"{"_step":0,"a":{"b":1,"c":{"d":2,"t":{"_type":"x"}}},"a.b":3,"":4,"x":{"":{"y":5}}}"#,
            #"{"_step":1,"a":{"b":6,"c":{"d":7}}}"#)
        #expect(
            columns(batch) == [
                "a/b": [0: "1", 1: "6"], "a/c/d": [0: "2", 1: "7"], "a/c/t": [0: #"{"_type":"x"}"#], "a.b": [0: "3"],
                "": [0: "4"], "x//y": [0: "5"],
            ])
        #expect(batch.columns.first { $0.path.components == ["a", "b"] }?.path.name == "a.b")
    }

    /// The same row, with keys and texts escaped in ways that cannot be read in place.
    @Test func readsEscapedRows() throws {
        let batch = try metrics(
            #"{"_step":0,"\u0061":"p\\q\n\u00e9\ud83d","tab":"x"}"#, #"{"_step":1,"a":2,"é":"\"quoted\""}"#,
            "{\"_step\":2,\n\t\"a\":3}\n", "   ", "")
        #expect(batch.lineCount == 5 && batch.rowCount == 3)
        #expect(batch.steps == [0, 1, 2])
        #expect(
            columns(batch) == [
                "a": [0: #""p\\q\n\u00e9\ud83d""#, 1: "2", 2: "3"], "tab": [0: "\"x\""], "é": [1: #""\"quoted\"""#],
            ])
    }

    @Test func tellsSpellingsOfAnAccentApart() throws {
        let batch = try metrics("{\"_step\":0,\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(batch.columns.count == 2)
    }

    @Test func takesTheLastOfRepeatedMembers() throws {
        let batch = try metrics(#"{"_step":0,"a":1,"b":2,"a":"x"}"#, #"{"_step":1,"a":3,"_step":4}"#)
        #expect(columns(batch) == ["a": [0: "\"x\"", 1: "3"], "b": [0: "2"]])
        #expect(batch.steps == [0, 4])
    }

    @Test func readsStepsInEveryForm() throws {
        let batch = try metrics(#"{"_step":1e3}"#, #"{"_step":5.0}"#, #"{"a":1}"#, #"{"_step":-3}"#)
        #expect(batch.steps == [1000, 5, RowBatch.missingStep, -3])
        #expect(batch.assignedSteps(after: nil, isShared: false) == [1000, 5, 1001, -3])
        #expect(batch.assignedSteps(after: 7, isShared: true) == [8, 9, 10, 11])
    }

    /// Rows whose keys change their order and number from row to row.
    @Test func readsKeysInAnyOrder() throws {
        var random = SeededRandom(seed: 5)
        var expected: [String: [Int: String]] = [:]
        var lines: [String] = []
        for row in 0..<300 {
            var keys = (0..<40).filter { _ in Bool.random(using: &random) }
            keys.shuffle(using: &random)
            lines.append(
                "{" + keys.map { "\"key/with-a-long-name-\($0)\":\(row * 100 + $0)" }.joined(separator: ",") + "}")
            for key in keys { expected["key/with-a-long-name-\(key)", default: [:]][row] = "\(row * 100 + key)" }
        }
        let batch = try #require(try scan(request("wandb-events.jsonl", lines)).system)
        #expect(columns(batch) == expected)
    }

    @Test(arguments: [
        ("", 0), ("[]", 0), ("{", 1), (#"{"files":{}"#, 11), (#"{"files":{}}x"#, 12), (#"{"files":[]}"#, 9),
        (#"{"complete":1}"#, 12), (#"{"exitcode":"0"}"#, 12), (#"{"exitcode":1.5}"#, 12), (#"{"uploaded":[1]}"#, 13),
        (#"{"a":tru}"#, 8), (#"{"a":[1,]}"#, 8), (#"{"a" 1}"#, 5), ("{\"a\":\"\u{1}\"}", 6), (#"{"a":"\x"}"#, 6),
        (#"{"files":{"wandb-history.jsonl":{"offset":-1,"content":[]}}}"#, 44),
        (#"{"files":{"wandb-history.jsonl":{"content":[]}}}"#, 32),
        (#"{"files":{"wandb-history.jsonl":{"offset":0}}}"#, 32),
        (#"{"files":{"wandb-history.jsonl":{"offset":0,"content":"x"}}}"#, 54),
        (#"{"files":{"wandb-history.jsonl":{"offset":0,"content":[1]}}}"#, 55),
        (#"{"files":{"wandb-history.jsonl":{"offset":1e18,"content":[]}}}"#, 46),
        (#"{"files":{"output.log":{"offset":0,"content":["a"#, 48),
    ])
    func namesTheByteOfTheFault(text: String, byte: Int) {
        #expect { try scan(text) } throws: { error in
            guard case .malformed(let fault) = error as? HistoryError else { return false }
            return fault.byte == byte
        }
    }

    @Test(arguments: [
        (#"{"_step":0,"a":1"#, 16), ("[1]", 0), ("7", 0), (#"{"_step":0}x"#, 11), (#"{"_step":"1"}"#, 9),
        (#"{"_step":1.5}"#, 9), (#"{"_step":null}"#, 9), (#"{"_step":4611686018427387904}"#, 9), (#"{"a":01}"#, 5),
        (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), (#"{"a":[1,2}"#, 9), (#"{"a":nul}"#, 8), (#"{"a":-}"#, 5),
        (#"{"a":{"b":1}"#, 12),
    ])
    func namesTheLineOfTheFault(line: String, byte: Int) {
        let prefix = #"{"files": {"wandb-history.jsonl": {"offset": 0, "content": ["{}", ""#
        let quotes = line.utf8.prefix(byte).count { $0 == UInt8(ascii: "\"") }
        #expect { try scan(request("wandb-history.jsonl", ["{}", line])) } throws: { error in
            guard case .malformed(let fault) = error as? HistoryError else { return false }
            return fault.file == "wandb-history.jsonl" && fault.line == 1
                && fault.byte == prefix.utf8.count + byte + quotes
        }
    }

    @Test func namesTheLineOfAFaultAfterEscapes() {
        let text = request("wandb-history.jsonl", [#"{"a":"\n","b":}"#])
        #expect { try scan(text) } throws: { error in
            guard case .malformed(let fault) = error as? HistoryError else { return false }
            return fault.line == 0 && Array(text.utf8)[fault.byte] == UInt8(ascii: "}")
        }
    }

    @Test func refusesInvalidUTF8() {
        let bytes = [UInt8](#"{"uploaded":["a"#.utf8) + [0xff] + [UInt8](#""]}"#.utf8)
        #expect(throws: HistoryError.malformed(MalformedRequest(.invalidUTF8, byte: 15))) {
            try FileStreamRequest.scan(bytes: bytes)
        }
    }

    @Test func boundsDepthAndSizes() throws {
        let deep = String(repeating: "[", count: 130) + String(repeating: "]", count: 130)
        #expect(throws: HistoryError.self) { try metrics(#"{"_step":0,"a":\#(deep)}"#) }
        let nested = String(repeating: #"{"a":"#, count: 100) + "1" + String(repeating: "}", count: 100)
        let batch = try metrics(nested)
        #expect(batch.columns.count == 1 && batch.columns[0].path.components.count == Limits.flattenDepth)
        #expect(batch.columns[0].values.sharedKind == .json)
        let key = String(repeating: "k", count: Limits.keyBytes + 1)
        #expect(throws: HistoryError.self) { try metrics(#"{"\#(key)":1}"#) }
        let long = String(repeating: "x", count: Limits.lineBytes)
        #expect(
            throws: HistoryError.limitExceeded(
                LimitExceeded("bytes in a line", maximum: Limits.lineBytes, file: "wandb-history.jsonl", line: 0))
        ) { try metrics(#"{"a":"\#(long)"}"#) }
    }

    /// Bytes of a valid request exchanged at random must give an error or a request, never a crash.
    @Test func survivesDamage() throws {
        let body = [UInt8](
            (request("wandb-history.jsonl", [#"{"_step":1,"a":{"b":[1,"x\n"]},"c":1.5e-3}"#, #"{"_step":2,"c":"é"}"#])
                .dropLast() + #","uploaded":["x"],"exitcode":0}"#).utf8)
        var random = SeededRandom(seed: 6)
        var refused = 0
        for _ in 0..<4000 {
            var damaged = body
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                damaged[Int.random(in: 0..<body.count, using: &random)] =
                    [UInt8](#"{}[]",:\ 0e-.nNtuI"#.utf8).randomElement(using: &random) ?? 0
            }
            if Bool.random(using: &random) { damaged.removeLast(Int.random(in: 0..<20, using: &random)) }
            do { _ = try FileStreamRequest.scan(bytes: damaged) } catch { refused += 1 }
        }
        #expect(refused > 3000 && refused < 4000)
    }
}
