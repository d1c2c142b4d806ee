import Testing

@testable import RoostHistory

@Suite struct NumberTests {
    #if DEBUG
        private static let count = 100_000
    #else
        private static let count = 2_000_000
    #endif

    private func scan(_ text: String) throws -> (kind: ValueKind, word: UInt64) {
        let bytes = [UInt8]((text + "}").utf8)
        var scanner = TextScanner<PlainText>(bytes: bytes.span)
        let number = try scanner.number()
        #expect(scanner.position == bytes.count - 1, "\(text)")
        return number
    }

    private func expectDouble(_ text: String) throws {
        let (kind, word) = try scan(text)
        guard kind == .float, word == Double(text)?.bitPattern else {
            Issue.record("\(text) became \(Double(bitPattern: word)) (\(kind))")
            return
        }
    }

    /// The shortest texts of doubles with any bits, which is what Python writes.
    @Test func readsDoublesOfAnyBits() throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<Self.count {
            let value = Double(bitPattern: random.next())
            if value.isFinite { try expectDouble(value.description) }
        }
    }

    /// Metrics as they are logged: near one, of double and single precision.
    @Test func readsOrdinaryDoubles() throws {
        var random = SeededRandom(seed: 2)
        for _ in 0..<(Self.count / 2) {
            let value = Double.random(in: -10...10, using: &random)
            try expectDouble(value.description)
            try expectDouble(Double(Float(value)).description)
        }
    }

    /// Decimals of up to 25 digits with any exponent, most of them not the shortest text of any double.
    @Test func readsAnyDecimals() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<(Self.count / 2) {
            let digits = (0..<Int.random(in: 1...25, using: &random)).map { _ in
                "\(Int.random(in: 0...9, using: &random))"
            }
            let fraction = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                "\(Int.random(in: 0...9, using: &random))"
            }
            let whole = String(digits.joined().drop { $0 == "0" })
            let exponent = Int.random(in: -345...310, using: &random)
            let sign = Bool.random(using: &random) ? "-" : ""
            try expectDouble("\(sign)\(whole.isEmpty ? "0" : whole).\(fraction.joined())e\(exponent)")
        }
    }

    @Test(arguments: [
        "0.0", "-0.0", "5e-324", "2.2250738585072014e-308", "2.225073858507201e-308", "4.9406564584124654e-324",
        "1.7976931348623157e308", "1.7976931348623159e308", "1e400", "-1e400", "1e-400", "9007199254740993.0",
        "9007199254740992.5", "0.500000000000000166533453693773481063544750213623046875", "1e22", "1e23", "8.5e22",
        "123456789012345678e-30", "0.000000000000000000012345678901234567", "1E5", "1e+05", "0e999", "0e-999",
        "6929495644600919.5", "7.2057594037927933e16", "1448997445238699", "3.8e-323",
    ])
    func readsEdgesOfDoubles(text: String) throws {
        if text.contains(where: { ".eE".contains($0) }) { try expectDouble(text) }
    }

    @Test func readsIntegersExactly() throws {
        var random = SeededRandom(seed: 4)
        for _ in 0..<(Self.count / 10) {
            let value = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
            let (kind, word) = try scan("\(value)")
            #expect(kind == .int && Int64(bitPattern: word) == value)
        }
        for value in [Int64.max, .min, 0, 1, -1, 999_999_999_999_999_999, 1_000_000_000_000_000_000] {
            let (kind, word) = try scan("\(value)")
            #expect(kind == .int && Int64(bitPattern: word) == value)
        }
        #expect(try scan("9223372036854775808").kind == .bigInteger)
        #expect(try scan("-9223372036854775809").kind == .bigInteger)
        #expect(try scan("123456789012345678901234567890").kind == .bigInteger)
        let negativeZero = try scan("-0")
        #expect(negativeZero.kind == .float && negativeZero.word == (-0.0).bitPattern)
    }

    @Test(arguments: ["", "-", "01", "00", "1.", ".5", "-.5", "1e", "1e+", "+1", "-a", "1.e5", "--1", "-Inf"])
    func refusesWhatIsNoNumber(text: String) {
        let bytes = [UInt8](text.utf8)
        #expect(throws: (any Error).self) {
            var scanner = TextScanner<PlainText>(bytes: bytes.span)
            _ = try scanner.number()
        }
    }
}
