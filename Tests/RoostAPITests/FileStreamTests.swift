import RoostJSON
import Testing

@testable import RoostAPI

@Suite struct FileStreamTests {
    @Test func escapesEveryByteThatAStringMayNotHold() throws {
        let lines = [
            "plain", "", #"{"a":"\"\\"}"#, "tab\tline\u{1}\u{1f}\r\n", "ünï €😀",
            String(repeating: "x", count: 5000) + "\"",
            String(String.UnicodeScalarView((0..<0x80).compactMap(UnicodeScalar.init))),
        ]
        var chunk = FileStreamChunk(.history, offset: 7)
        for line in lines { chunk.append(line) }
        #expect(chunk.lineCount == lines.count)
        var request = FileStreamRequest()
        request.chunks = [chunk]
        let json = try JSON(parsing: Array(buffer: request.encoded()))
        let file = json["files"]?["wandb-history.jsonl"]
        #expect(file?["offset"] == 7)
        #expect(file?["content"]?.arrayValue?.map(\.stringValue) == lines)
    }

    @Test func anEmptyRequestIsAHeartbeat() {
        var request = FileStreamRequest()
        #expect(request.isHeartbeat && String(buffer: request.encoded()) == "{}")
        request.chunks = [FileStreamChunk(.events, offset: 3)]
        #expect(request.isHeartbeat && String(buffer: request.encoded()) == "{}")
    }

    @Test func writesEverythingThatARequestMayHold() {
        var request = FileStreamRequest()
        var summary = FileStreamChunk(.summary, offset: 0)
        summary.append("{}")
        var console = FileStreamChunk(name: "output_a.log", offset: 2)
        console.append("x")
        console.append("y")
        request.chunks = [summary, console]
        request.uploaded = ["a\"b.txt"]
        request.isPreempting = true
        request.exitCode = 3
        #expect(
            String(buffer: request.encoded())
                == #"{"files":{"wandb-summary.json":{"offset":0,"content":["{}"]},"#
                + #""output_a.log":{"offset":2,"content":["x","y"]}},"uploaded":["a\"b.txt"],"#
                + #""preempting":true,"complete":true,"exitcode":3}"#)
        #expect(!request.isHeartbeat)
    }
}
