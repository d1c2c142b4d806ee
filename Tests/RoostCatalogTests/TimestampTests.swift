import Testing

@testable import RoostCatalog

@Suite struct TimestampTests {
    private static let good: [(String, Int64)] = [
        ("1970-01-01", 0), ("1970-01-01T00:00:00Z", 0), ("2026-01-31T12:00:00Z", 1_769_860_800_000_000),
        ("2026-01-31 12:00:00", 1_769_860_800_000_000), ("2026-01-31T12:00", 1_769_860_800_000_000),
        ("2026-01-31T12:00:00.5", 1_769_860_800_500_000), ("2026-01-31T12:00:00.1234567Z", 1_769_860_800_123_456),
        ("2026-01-31T14:00:00+02:00", 1_769_860_800_000_000), ("2026-01-31T10:30:00-0130", 1_769_860_800_000_000),
        ("2024-02-29", 1_709_164_800_000_000), ("1969-12-31T23:59:59Z", -1_000_000),
        ("2000-03-01", 951_868_800_000_000),
    ]

    @Test func readsTimes() {
        for (text, micros) in Self.good {
            #expect(Timestamp.microseconds(text) == micros, "\(text)")
        }
    }

    @Test func writesTimes() {
        for (_, micros) in Self.good {
            #expect(Timestamp.microseconds(Timestamp.text(microseconds: micros)) == micros)
        }
        #expect(Timestamp.text(microseconds: 1_709_164_800_500_001) == "2024-02-29T00:00:00.500001Z")
        #expect(Timestamp.text(microseconds: -1) == "1969-12-31T23:59:59.999999Z")
        for day in stride(from: Int64(-200_000), to: 200_000, by: 17) {
            let time = day * 86_400_000_000 + 3_723_000_004
            #expect(Timestamp.microseconds(Timestamp.text(microseconds: time)) == time)
        }
    }

    @Test(arguments: [
        "", "x", "2026", "2026-13-01", "2025-02-29", "2026-01-31T", "2026-01-31T25:00", "2026-01-31T12:60",
        "2026-01-31T12:00:00Zx", "2026-01-31T12:00:00.", "2026-01-31T12:00:00+", "2026-1-1", "2026-00-10", "2026-01-00",
    ])
    func refusesOthers(_ text: String) {
        #expect(Timestamp.microseconds(text) == nil)
    }
}
