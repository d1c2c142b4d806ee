import Testing

@testable import RoostLog

@Suite struct CRC32Tests {
    @Test func matchesTheCheckValueOfTheStandard() {
        // The standard's check value is of the text "123456789".
        let rest = Array("23456789".utf8)
        let checksum = rest.withUnsafeBytes { CRC32().checksum(type: UInt8(ascii: "1"), payload: $0) }
        #expect(checksum == 0xcbf4_3926)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 100, 32_761])
    func matchesTheBitwiseDefinition(length: Int) {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        var expected: UInt32 = ~0
        for byte in [3] + payload {
            expected ^= UInt32(byte)
            for _ in 0..<8 { expected = expected & 1 == 1 ? expected >> 1 ^ 0xedb8_8320 : expected >> 1 }
        }
        #expect(payload.withUnsafeBytes { CRC32().checksum(type: 3, payload: $0) } == ~expected)
    }
}
