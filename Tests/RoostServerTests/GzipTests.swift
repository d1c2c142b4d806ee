import NIOCore
import Testing

@testable import RoostServer

@Suite struct GzipTests {
    @Test(arguments: [0, 1, 1_000, 1_000_000])
    func comesBack(size: Int) throws {
        let plain = ByteBuffer(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let packed = try GzipStream.compress(plain)
        #expect(try GzipStream.decompress(packed, limit: size) == plain)
    }

    @Test func stopsAtTheLimit() throws {
        let packed = try GzipStream.compress(ByteBuffer(repeating: 0, count: 10_000_000))
        #expect(packed.readableBytes < 100_000)
        #expect(try GzipStream.decompress(packed, limit: 1_000_000) == nil)
    }

    @Test func refusesWhatIsCutShortOrNoGzip() throws {
        let packed = try GzipStream.compress(ByteBuffer(string: "hello hello hello"))
        #expect(throws: GzipStream.Failure.corrupt) {
            try GzipStream.decompress(
                packed.getSlice(at: 0, length: packed.readableBytes - 4) ?? ByteBuffer(), limit: 100)
        }
        #expect(throws: GzipStream.Failure.corrupt) {
            try GzipStream.decompress(ByteBuffer(string: "not gzip at all"), limit: 100)
        }
    }
}
