import HTTPTypes
import NIOCore
import RoostJSON
import Testing

@testable import RoostServer

@Suite struct CompressionTests {
    private let query = #"{"query":"{ __schema { types { name fields { name } } } }"}"#

    @Test func compressedRequestsAreUnderstood() async throws {
        let server = try await LocalServer()
        let body = try GzipStream.compress(ByteBuffer(string: #"{"query":"{ __typename }"}"#))
        for name in ["gzip", "x-gzip", "GZIP"] {
            let answer = try await server.send(.post, "/graphql", headers: [.contentEncoding: name], bytes: body)
            #expect(answer.text == #"{"data":{"__typename":"Query"}}"#)
        }
        let plain = try await server.send(.post, "/graphql", headers: [.contentEncoding: "gzip"], body: "{}")
        #expect(plain.status == 400)
        let cut = try await server.send(
            .post, "/graphql", headers: [.contentEncoding: "gzip"],
            bytes: try #require(body.getSlice(at: 0, length: body.readableBytes - 6)))
        #expect(cut.status == 400)
        let other = try await server.send(.post, "/graphql", headers: [.contentEncoding: "br"], body: "{}")
        #expect(other.status == 415 && other.error == "Content-Encoding 'br' is not supported; send gzip")
        try await server.close()
    }

    @Test func whatUnpacksBeyondTheLimitIsRefused() async throws {
        let server = try await LocalServer()
        let bomb = try GzipStream.compress(ByteBuffer(repeating: UInt8(ascii: " "), count: Limits.graphQLBody + 1))
        #expect(bomb.readableBytes < 1 << 20)
        let answer = try await server.send(.post, "/graphql", headers: [.contentEncoding: "gzip"], bytes: bomb)
        #expect(answer.status == 413)
        try await server.close()
    }

    @Test(arguments: [
        ("gzip", true), ("deflate, gzip;q=0.5", true), ("GZIP", true), ("gzip;q=0", false), ("identity", false),
        ("br", false), ("", false),
    ])
    func answersAreCompressedForThoseWhoTakeIt(accepted: String, isCompressed: Bool) async throws {
        let server = try await LocalServer()
        let plain = try await server.send(.post, "/graphql", body: query)
        let answer = try await server.send(.post, "/graphql", headers: [.acceptEncoding: accepted], body: query)
        #expect(answer.headers[.contentEncoding] == (isCompressed ? "gzip" : nil))
        let body = isCompressed ? try GzipStream.decompress(answer.body, limit: 1 << 24) : answer.body
        #expect(body == plain.body)
        let small = try await server.send(.get, "/healthz", headers: [.acceptEncoding: accepted])
        #expect(small.headers[.contentEncoding] == nil && small.text == "ok\n")
        try await server.close()
    }
}
