import Foundation
import RoostJSON
import Testing

@testable import roost

@Suite struct DoctorTests {
    @Test(arguments: [(99.5, 0.0), (99.0, 0.0), (100.2, 0.0), (97.0, -2.0), (130.0, 29.0)])
    func skew(_ created: Double, _ expected: Double) {
        let skew = Trial.skew(
            Date(timeIntervalSince1970: created), after: Date(timeIntervalSince1970: 100),
            before: Date(timeIntervalSince1970: 101))
        #expect(skew == expected)
    }

    @Test(arguments: ["2026-01-31T12:00:00", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.123456Z"])
    func times(_ text: String) {
        #expect(ServerTime.date(text) == Date(timeIntervalSince1970: 1_769_860_800))
    }

    @Test func linesAreAligned() {
        let failed = Finding(
            check: "key", outcome: .failed(CommandFailure(.notPermitted, "unknown")), milliseconds: 12.34)
        #expect(failed.line == "FAILED   key           12 ms  unknown")
        #expect(
            Finding(check: "download", outcome: .skipped, milliseconds: 0).line == "skipped  download       0 ms")
        #expect(
            failed.json.text == #"{"check":"key","outcome":"failed","milliseconds":12.3,"detail":"unknown"}"#)
    }

    @Test func randomBytesHaveTheirLength() {
        #expect(Trial.randomBytes(13).count == 13)
        #expect(Trial.randomBytes(0).isEmpty)
    }
}
