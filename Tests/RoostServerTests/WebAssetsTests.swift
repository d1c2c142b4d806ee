import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import RoostServer

@Suite struct WebAssetsTests {
    private let text = String(repeating: "body { margin: 0 }\n", count: 100)

    private func archive() throws -> ByteBuffer {
        var packed = try GzipStream.compress(ByteBuffer(string: text))
        let index = """
            {"files":[{"path":"/assets/a.css","type":"text/css; charset=utf-8","tag":"abc","offset":0,\
            "length":\(packed.readableBytes),"size":\(text.utf8.count)}]}
            """
        var archive = ByteBuffer(string: "ROOSTWEB")
        archive.writeInteger(UInt32(index.utf8.count), endianness: .little)
        archive.writeString(index)
        archive.writeBuffer(&packed)
        return archive
    }

    private func request(_ headers: HTTPFields) -> Request {
        Request(
            head: HTTPRequest(
                method: .get, scheme: "http", authority: "127.0.0.1", path: "/assets/a.css", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test func filesAreSentAsTheClientTakesThem() async throws {
        let file = try #require(WebAssets(archive: archive())["/assets/a.css"])
        let plain = try file.response(to: request([:]), cacheControl: "no-cache")
        #expect(plain.headers[.contentEncoding] == nil && plain.headers[.eTag] == "\"abc\"")
        #expect(plain.body.contentLength == text.utf8.count)
        let packed = try file.response(to: request([.acceptEncoding: "gzip"]), cacheControl: "no-cache")
        #expect(packed.headers[.contentEncoding] == "gzip" && packed.body.contentLength == file.body.readableBytes)
        #expect(packed.headers[.contentType] == "text/css; charset=utf-8")
        let known = try file.response(to: request([.ifNoneMatch: "\"abc\""]), cacheControl: "no-cache")
        #expect(known.status == .notModified && known.body.contentLength == 0)
        let other = try file.response(to: request([.ifNoneMatch: "\"abd\""]), cacheControl: "no-cache")
        #expect(other.status == .ok)
    }

    @Test func whatIsNoArchiveHoldsNoFiles() throws {
        #expect(WebAssets(archive: ByteBuffer())["/assets/a.css"] == nil)
        #expect(WebAssets(archive: ByteBuffer(string: "ROOSTWEB and more"))["/assets/a.css"] == nil)
        let whole = try archive()
        let cut = try #require(whole.getSlice(at: 0, length: whole.readableBytes - 1))
        #expect(WebAssets(archive: cut)["/assets/a.css"] == nil)
    }
}
