import Testing

@testable import RoostLog

@Suite struct TelemetryFlagsTests {
    @Test func roundTrips() {
        let flags = TelemetryFlags([63, 1, 16, 63, 106])
        #expect(flags.numbers == [1, 16, 63, 106])
        #expect(flags.message == [0x08, 1, 0x80, 0x01, 1, 0xf8, 0x03, 1, 0xd0, 0x06, 1])
        #expect(TelemetryFlags(message: flags.message) == flags)
    }

    @Test func leavesOutWhatIsFalse() {
        #expect(TelemetryFlags(message: [0x08, 1, 0x10, 0, 0x18, 1]).numbers == [1, 3])
    }

    @Test func leavesOutWhatIsNoBoolean() {
        #expect(TelemetryFlags(message: [0x0a, 2, 0x41, 0x42, 0x10, 1, 0x19]).numbers == [2])
    }
}
