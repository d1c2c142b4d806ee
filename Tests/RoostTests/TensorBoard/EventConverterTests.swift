import Testing

@testable import Roost

/// The rows are those that the official client logs for the same events; texts, hyperparameters, sounds and several
/// images, which it leaves out, are logged besides.
@Suite struct EventConverterTests {
    private var converter = EventConverter(namespace: "")

    private mutating func texts(_ values: [UInt8]..., step: Int64 = 1) -> [String] {
        guard let event = Event(EventBytes.event(step: step, wallTime: 2000, values)[...]) else { return ["no event"] }
        return converter.findings(of: event).map(FindingText.text)
    }

    @Test mutating func logsScalars() {
        #expect(
            texts(EventBytes.scalar("a", 1.5), EventBytes.scalar("b/c", 0.1)) == [
                "[] 1 @2000.0 a=1.5 b/c=0.10000000149011612 global_step=1"
            ])
        #expect(texts(EventBytes.scalar("a", .nan), step: 3) == ["[] 3 @2000.0 a=nan global_step=3"])
        #expect(texts(EventBytes.scalar("", 1)).isEmpty)
        #expect(texts().isEmpty)
    }

    @Test mutating func putsTheNamespaceBeforeTags() {
        converter = EventConverter(namespace: "run/train")
        #expect(
            texts(EventBytes.scalar("loss", 2)) == ["[run/train] 1 @2000.0 run/train/loss=2.0 run/train/global_step=1"])
    }

    @Test mutating func remembersWhatATagIsFor() {
        let half = EventBytes.tensor(kind: 1, EventBytes.field(5, float: 0.5))
        // Without a plugin a tensor may be anything.
        #expect(texts(EventBytes.value("s", half)).isEmpty)
        #expect(texts(EventBytes.value("s", plugin: "scalars", half)) == ["[] 1 @2000.0 s=0.5 global_step=1"])
        #expect(texts(EventBytes.value("s", half)) == ["[] 1 @2000.0 s=0.5 global_step=1"])
        #expect(texts(EventBytes.value("s2", half)).isEmpty)
        #expect(texts(EventBytes.value("u", plugin: "unknown", half)).isEmpty)
    }

    @Test(arguments: [
        (2, EventBytes.field(6, double: 7.5), 7.5), (9, EventBytes.field(10, integer: -7), -7),
        (3, EventBytes.field(7, integer: 9), 9), (10, EventBytes.field(11, integer: 1), 1),
        (19, EventBytes.field(13, integer: 0x3800), 0.5), (14, EventBytes.field(13, integer: 0x3FC0), 1.5),
        (19, EventBytes.field(4, bytes: [0x00, 0xC0]), -2), (1, EventBytes.field(4, bytes: [0, 0, 0x80, 0x3E]), 0.25),
        (3, EventBytes.field(4, bytes: [0xFE, 0xFF, 0xFF, 0xFF]), -2), (4, EventBytes.field(4, bytes: [200]), 200),
    ])
    func readsNumbersOfAllKinds(kind: Int64, field: [UInt8], number: Double) {
        var converter = EventConverter(namespace: "")
        let value = EventBytes.value("s", plugin: "scalars", EventBytes.tensor(kind: kind, field))
        guard let event = Event(EventBytes.event(step: 0, wallTime: 0, [value])[...]) else {
            Issue.record("no event")
            return
        }
        #expect(converter.findings(of: event).map(FindingText.text) == ["[] 0 @0.0 s=\(number) global_step=0"])
    }

    @Test mutating func logsHistogramsOfBothKinds() {
        let old = EventBytes.field(
            5,
            bytes: EventBytes.field(1, double: -3) + EventBytes.field(6, doubles: [1, 2, 8])
                + EventBytes.field(7, doubles: [1, 2, 1]))
        #expect(
            texts(EventBytes.value("h", old)) == [
                "[] 1 @2000.0 h=histogram [1.0, 2.0, 1.0] [-3.0, 1.0, 2.0, 8.0] global_step=1"
            ])
        // An empty first bin reaches from the smallest of all numbers to the first edge.
        let open = EventBytes.field(
            5, bytes: EventBytes.field(6, doubles: [1, 2, 8]) + EventBytes.field(7, doubles: [0, 2, 0]))
        #expect(
            texts(EventBytes.value("h", open)) == [
                "[] 1 @2000.0 h=histogram [2.0, 0.0] [1.0, 2.0, 8.0] global_step=1"
            ])
        let new = EventBytes.tensor(kind: 2, shape: [3, 3], EventBytes.field(6, doubles: [0, 1, 2, 1, 2, 5, 2, 4, 1]))
        #expect(
            texts(EventBytes.value("h", plugin: "histograms", new)) == [
                "[] 1 @2000.0 h=histogram [2.0, 5.0, 1.0] [0.0, 1.0, 2.0, 4.0] global_step=1"
            ])
        let none = EventBytes.tensor(kind: 2, shape: [0, 3], [])
        #expect(texts(EventBytes.value("h", plugin: "histograms", none)).isEmpty)
    }

    @Test mutating func namesHistogramsThatCannotBeLoggedOnce() {
        let falling = EventBytes.field(
            5,
            bytes: EventBytes.field(1, double: 5) + EventBytes.field(6, doubles: [1, 2])
                + EventBytes.field(7, doubles: [1, 2]))
        let problems = texts(EventBytes.value("h", falling))
        #expect(problems.count == 1)
        #expect(
            problems.first?.hasPrefix("problem The TensorBoard value h is not logged: The histogram is 2 counts")
                == true)
        #expect(texts(EventBytes.value("h", falling)).isEmpty)
    }

    @Test func mergesBinsThatAreTooMany() throws {
        let rows: [Double] = (0..<520).flatMap { (row: Int) -> [Double] in
            [Double(row * row), Double((row + 1) * (row + 1)), 1]
        }
        let lengths: [Int64] = [520, 3]
        let shape = lengths.flatMap { EventBytes.field(2, bytes: EventBytes.field(1, integer: $0)) }
        let kind = EventBytes.field(1, integer: 2)
        let message = kind + EventBytes.field(2, bytes: shape) + EventBytes.field(6, doubles: rows)
        let tensor = EventTensor(message[...])
        let bins = EventHistogram(tensor)
        let merged = try #require(bins?.histogram)
        #expect(merged.counts == [Double](repeating: 1.015625, count: 512))
        #expect(Array(merged.edges.prefix(5)) == [0, 1.046875, 4.15625, 9.328125, 16.5625])
        #expect(merged.edges.last == 270_400)
    }

    @Test mutating func logsImagesAndSounds() throws {
        let png = PNGEncoder.encode(try Pixels(gray: [0, 1, 2, 3, 4, 5], width: 3))
        let old = EventBytes.field(4, bytes: EventBytes.field(1, integer: 2) + EventBytes.field(4, bytes: png))
        #expect(texts(EventBytes.value("pic/0", old)) == ["[] 1 @2000.0 pic/0=image 3x2 global_step=1"])
        let items = [Array("3".utf8), Array("2".utf8), png, png].flatMap { EventBytes.field(8, bytes: $0) }
        let new = EventBytes.tensor(kind: 7, shape: [4], items)
        #expect(
            texts(EventBytes.value("p", plugin: "images", new)) == [
                "[] 1 @2000.0 p=(image 3x2, image 3x2) global_step=1"
            ])
        let broken = EventBytes.field(4, bytes: EventBytes.field(4, bytes: [1, 2, 3]))
        #expect(
            texts(EventBytes.value("q", broken)).first?.hasPrefix("problem The TensorBoard value q is not logged")
                == true)
        let wave = WAVEncoder.encode([1, 2], sampleRate: 8000, channels: 1)
        let sound = EventBytes.field(6, bytes: EventBytes.field(4, bytes: wave))
        #expect(texts(EventBytes.value("s", sound)) == ["[] 1 @2000.0 s=Audio global_step=1"])
    }

    @Test mutating func logsTexts() {
        let one = EventBytes.tensor(kind: 7, shape: [1], EventBytes.field(8, text: "hello *world*"))
        #expect(texts(EventBytes.value("n", plugin: "text", one)) == ["[] 1 @2000.0 n=\"hello *world*\" global_step=1"])
    }

    @Test mutating func drawsPrecisionOverRecall() {
        let rows: [Double] = [9, 9, 9, 0.5, 0.8, 0, 1, 0.5, 0]
        let tensor = EventBytes.tensor(kind: 2, shape: [3, 3], EventBytes.field(6, doubles: rows))
        #expect(
            texts(EventBytes.value("pr", plugin: "pr_curves", tensor)) == [
                "[] 1 @2000.0 pr=chart 2 pr Precision v. Recall global_step=1"
            ])
    }

    @Test mutating func takesHyperparametersIntoTheConfig() {
        let message = hexadecimal(
            """
            091fa69ef553c0da412a6c0a6a0a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f4a4a0a480a0768706172616d7312
            3d1a3b0a0c0a036f707412051a037367640a0f0a026c721209119a9999999999b93f0a0e0a016e12091100000000000008400a0a0a04666c61
            6712022001
            """)
        let findings = Event(message[...]).map { converter.findings(of: $0) } ?? []
        #expect(findings.map(FindingText.text) == ["config flag=true lr=0.1 n=3 opt=\"sgd\""])
    }

    @Test func refusesWhatIsNoEvent() {
        #expect(Event([0xFF, 0xFF, 0xFF][...]) == nil)
        #expect(Event([0x2A, 0x05, 1][...]) == nil)
        #expect(Event([][...])?.values.isEmpty == true)
    }
}
