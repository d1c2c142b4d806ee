import Testing

@testable import RoostLog

@Suite struct DecimalTests {
    private func text(_ write: (inout ByteRegion) -> Void) -> String {
        var region = ByteRegion(capacity: 8)
        write(&region)
        return String(decoding: region.bytes, as: UTF8.self)
    }

    private func text(_ value: Double) -> String {
        text { $0.putNumber(value, ShortestDecimal()) }
    }

    @Test func writesDoublesShortest() {
        let expected: [(Double, String)] = [
            (0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (0.3, "0.3"), (-1.5, "-1.5"), (100, "100.0"),
            (123_456.789, "123456.789"), (1e15, "1000000000000000.0"), (0.00001234, "0.00001234"),
            (1.5e-7, "1.5e-7"), (4e-7, "4e-7"), (1e22, "1e+22"), (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (0.279215734446435, "0.279215734446435"),
            (1.0 / 3, "0.3333333333333333"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        ]
        for (value, decimal) in expected { #expect(text(value) == decimal) }
    }

    @Test func writesDoublesThatReadBackTheSame() {
        let decimals = ShortestDecimal()
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        for index in 0..<100_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let unit = Double(state >> 11) * 0x1p-53
            let value =
                switch index % 4 {
                case 0: Double(bitPattern: state)
                case 1: unit
                case 2: Double(Int64(truncatingIfNeeded: state >> 30)) * 0.001
                default: unit * 1e-6
                }
            guard value.isFinite else { continue }
            let written = text { $0.putNumber(value, decimals) }
            #expect(Double(written) == value)
            #expect(written.utf8.count <= value.description.utf8.count + 1, "\(written) for \(value)")
        }
    }

    @Test func writesIntegers() {
        let values: [Int64] = [
            0, 7, 10, 99, 100, 12_345_678, 99_999_999, 100_000_000, 1_234_567_890_123_456, 10_000_000_000_000_000, .max,
            .min, -1,
        ]
        for value in values { #expect(text { $0.putInteger(value) } == value.description) }
    }

    @Test func writesMicrosecondsAsSeconds() {
        let expected: [(Int64, String)] = [
            (0, "0"), (1, "0.000001"), (1_000_000, "1"), (1_000_001, "1.000001"), (100_000, "0.1"),
            (1_795_240_639_645_930, "1795240639.64593"), (-1_500_000, "-1.5"),
        ]
        for (value, decimal) in expected { #expect(text { $0.putSeconds(microseconds: value) } == decimal) }
    }

    @Test func quotesTexts() {
        #expect(text { $0.putQuoted("a\"b\\c\n\r\t\u{1}\u{1f}é🐦") } == #""a\"b\\c\n\r\t\u0001\u001fé🐦""#)
    }
}
