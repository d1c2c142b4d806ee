import Testing

@testable import Roost

@Suite struct CRC32CTests {
    @Test func givesTheChecksumsOfTheStandard() {
        #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.checksum([]) == 0)
    }

    @Test func masksAsTheWritersDo() {
        // The length and its checksum at the start of every event file of TensorBoard's own writer.
        #expect(CRC32C.masked(hexadecimal("1800000000000000")) == 0x224B_7FA3)
    }
}
