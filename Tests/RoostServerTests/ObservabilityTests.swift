import Foundation
import HTTPTypes
import Logging
import RoostJSON
import Synchronization
import Testing

@testable import RoostServer

@Suite struct ObservabilityTests {
    @Test func metricsStayFewWhateverClientsSend() async throws {
        let server = try await LocalServer()
        for index in 0..<20 {
            _ = try await server.send(.get, "/page/\(index)")
            _ = try await server.send(.post, "/unknown/\(index)")
            _ = try await server.send(try #require(HTTPRequest.Method("VERB\(index)")), "/")
            _ = try await server.send(.get, "/files/a/b/c/\(index)")
        }
        let lines = try await server.send(.get, "/metrics").text.split(separator: "\n")
        let samples = lines.filter { !$0.hasPrefix("#") }
        let names = Set(samples.map { $0.prefix { $0 != "{" && $0 != " " } })
        #expect(
            names == [
                "roost_http_requests_total", "roost_http_request_duration_seconds_bucket",
                "roost_http_request_duration_seconds_sum", "roost_http_request_duration_seconds_count",
            ])
        let counters = samples.filter { $0.hasPrefix("roost_http_requests_total") }.map(String.init).sorted()
        #expect(
            counters == [
                #"roost_http_requests_total{method="GET",route="/**",status="200"} 20"#,
                #"roost_http_requests_total{method="GET",route="/files/**",status="404"} 20"#,
                #"roost_http_requests_total{method="POST",route="NotFound",status="404"} 20"#,
                #"roost_http_requests_total{method="other",route="NotFound",status="404"} 20"#,
            ])
        let types = lines.filter { $0.hasPrefix("#") }
        #expect(
            types == [
                "# TYPE roost_http_requests_total counter", "# TYPE roost_http_request_duration_seconds histogram",
            ])
        try await server.close()
    }

    @Test func aServerWithoutItsCatalogIsAliveButNotReady() async throws {
        let server = try await LocalServer()
        #expect(try await server.send(.get, "/readyz").text == "ready\n")
        try await server.close()
        let answer = try await server.send(.get, "/readyz")
        #expect(answer.status == 503 && answer.text == "the catalog does not answer\n")
        #expect(try await server.send(.get, "/healthz").text == "ok\n")
    }

    @Test func aRequestIsOneLineWithTheIdOfItsAnswer() async throws {
        let lines = Lines()
        let server = try await LocalServer(TemporaryDirectory(), write: lines.add)
        let answer = try await server.send(.get, "/storage/abc.def?x=1")
        #expect(answer.headers[.requestID] == "request-1")
        let logged = lines.all.compactMap { try? JSON(parsing: $0) }.filter { $0["message"] == "request" }
        #expect(logged.count == 1)
        let line = try #require(logged.first)
        #expect(line["hb.request.id"] == "request-1" && line["level"] == "debug" && line["logger"] == "test")
        #expect(line["method"] == "GET" && line["status"] == "403" && line["user"] == "-")
        #expect(line["path"] == "/storage/…", "a signed address is a permission")
        try await server.close()
    }

    @Test func aFaultOfTheServerIsLoggedUnderTheIdThatTheAnswerNames() async throws {
        let lines = Lines()
        let server = try await LocalServer(TemporaryDirectory(), write: lines.add)
        try await server.close()
        let answer = try await server.send(.get, "/files/a/b/c/d")
        #expect(answer.status == 500)
        #expect(answer.error == "internal error; the server's log has the details under request request-1")
        let logged = lines.all.compactMap { try? JSON(parsing: $0) }.filter { $0["level"] == "error" }
        #expect(logged.map { $0["hb.request.id"] } == ["request-1"])
        #expect(logged.first?["path"] == "/files/a/b/c/d")
    }

    @Test func textLinesStayLines() {
        let lines = Lines()
        var logger = Logger(label: "roost") { LineLogHandler(label: $0, format: .text, level: .info, write: lines.add) }
        logger[metadataKey: "b"] = "2"
        logger.info("first\nsecond", metadata: ["a": "1\n3"])
        logger.debug("not shown")
        #expect(lines.all.count == 1)
        let line = lines.all.first ?? ""
        #expect(line.hasSuffix("Z info roost: first\\nsecond a=1\\n3 b=2\n"))
        #expect(line.count { $0 == "\n" } == 1)
    }
}

/// The lines of a log.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
}
