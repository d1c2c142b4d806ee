import Testing

@testable import RoostSync

struct ConsoleTests {
    /// What the console holds after some writes, as texts.
    private func lines(_ writes: String...) -> [String] {
        var console = Console()
        for text in writes { console.write(text, isError: false, microseconds: 0) }
        return console.take(limit: .max).map { String(decoding: $0.text, as: UTF8.self) }
    }

    @Test(arguments: [
        (["plain\n"], ["plain"]),
        (["no end"], ["no end"]),
        (["one\n\nthree\n"], ["one", "", "three"]),
        (["split ", "over ", "writes\n"], ["split over writes"]),
        (["10%\r20%\r100%\n"], ["100%"]),
        (["long text\rshort\n"], ["shorttext"]),
        (["long text\r\u{1b}[Kshort\n"], ["short"]),
        (["one\ntwo\n\u{1b}[2Aeins\n\n"], ["eins", "two"]),
        (["one\ntwo\n\u{1b}[1A\u{1b}[2Kzwei\n"], ["one", "zwei"]),
        (["a\u{1b}[3Cb\n"], ["a   b"]),
        (["abc\u{8}d\n"], ["abd"]),
        (["bell\u{7}\n"], ["bell"]),
        (["\u{1b}[31mred\u{1b}[0m\n"], ["\u{1b}[31mred\u{1b}[0m"]),
        (["äö\rü\n"], ["üö"]),
        (["\u{1b}", "[31", "mred\n"], ["\u{1b}[31mred"]),
    ])
    func terminal(writes: [String], expected: [String]) {
        var console = Console()
        for text in writes { console.write(text, isError: false, microseconds: 0) }
        #expect(console.take(limit: .max).map { String(decoding: $0.text, as: UTF8.self) } == expected)
    }

    @Test func manyLinesInOneWrite() {
        let text = (0..<500).map { "line \($0)\n" }.joined()
        #expect(lines(text) == (0..<500).map { "line \($0)" })
    }

    @Test func streamsShareOneNumbering() {
        var console = Console()
        console.write("out ", isError: false, microseconds: 1_000_000)
        console.write("error\n", isError: true, microseconds: 2_000_000)
        console.write("goes on\n", isError: false, microseconds: 3_000_000)
        let taken = console.take(limit: .max)
        #expect(taken.map(\.number) == [0, 1])
        #expect(
            taken.map { String(decoding: $0.wireText, as: UTF8.self) } == [
                "1970-01-01T00:00:01.000000 out goes on", "ERROR 1970-01-01T00:00:02.000000 error",
            ])
    }

    @Test func changedLineIsSentAgainUnderItsNumber() {
        var console = Console()
        console.write("first\nprogress 1%", isError: false, microseconds: 0)
        #expect(console.take(limit: .max).map(\.number) == [0, 1])
        #expect(!console.hasChanges)
        console.write("\rprogress 2%", isError: false, microseconds: 0)
        let again = console.take(limit: .max)
        #expect(again.map(\.number) == [1])
        #expect(again.map { String(decoding: $0.text, as: UTF8.self) } == ["progress 2%"])
    }

    @Test func takesInPieces() {
        var console = Console()
        console.write((0..<10).map { "\($0)\n" }.joined(), isError: false, microseconds: 0)
        #expect(console.take(limit: 4).map(\.number) == [0, 1, 2, 3])
        #expect(console.hasChanges)
        #expect(console.take(limit: 100).map(\.number) == [4, 5, 6, 7, 8, 9])
        #expect(!console.hasChanges)
    }

    @Test func finalLinesAreGivenUpOnceTaken() {
        var console = Console()
        console.write((0..<100).map { "\($0)\n" }.joined(), isError: false, microseconds: 0)
        #expect(console.takeFinished().isEmpty)
        _ = console.take(limit: .max)
        let finished = console.takeFinished()
        // The terminal's height of lines may still change: 31 lines and the one that is being written.
        #expect(finished.count == 100 - (SyncLimits.terminalLines - 1))
        #expect(console.finalCount == finished.count && console.takenFinalCount == finished.count)
        #expect(finished.count + console.open.count == 100)
    }

    @Test func linesThatWereSentAreSkipped() {
        var console = Console()
        console.write((0..<100).map { "\($0)\n" }.joined(), isError: false, microseconds: 0)
        console.skip(below: 60)
        #expect(console.take(limit: .max).first?.number == 60)
    }

    @Test func openLineOfAQuietStreamEnds() {
        var console = Console()
        console.write("quiet", isError: true, microseconds: 0)
        console.write((0..<1000).map { "\($0)\n" }.joined(), isError: false, microseconds: 0)
        #expect(console.finalCount > 900)
        console.write(" later\n", isError: true, microseconds: 0)
        let texts = console.take(limit: .max).map { String(decoding: $0.text, as: UTF8.self) }
        #expect(texts.first == "quiet" && texts.last == " later" && texts.count == 1002)
    }
}

struct UTCTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000"), (1_795_247_459_796_752, "2026-11-21T07:50:59.796752"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000000"), (4_107_542_399_999_999, "2100-02-28T23:59:59.999999"),
        (4_107_542_400_000_000, "2100-03-01T00:00:00.000000"), (-1, "1969-12-31T23:59:59.999999"),
    ])
    func text(microseconds: Int64, expected: String) {
        #expect(String(decoding: UTCText.bytes(microseconds: microseconds), as: UTF8.self) == expected)
    }
}
