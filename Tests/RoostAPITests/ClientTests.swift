import Foundation
import RoostJSON
import Synchronization
import Testing

@testable import RoostAPI

/// The client against a server that gives prepared answers.
@Suite struct ClientTests {
    private static let key = String(repeating: "k", count: 40)
    private static let viewer = #"{"data":{"viewer":{"id":"1","username":"ada","entity":"ada","flags":"{}"}}}"#
    /// Tries again at once.
    private static let patient = RetryPolicy(retries: 3, baseDelaySeconds: 0)

    /// Runs `body` with a client of a server that gives `replies`, and answers what the server was asked.
    private func with(
        _ replies: [ScriptedServer.Reply], options: ClientOptions = ClientOptions(),
        _ body: (APIClient) async throws -> Void
    ) async throws -> [ScriptedServer.Asked] {
        let server = try await ScriptedServer(replies)
        let client = try APIClient(
            endpoint: Endpoint(server.address), credentials: .apiKey(Self.key), options: options)
        do {
            try await body(client)
            await client.shutdown()
            try await server.stop()
        } catch {
            await client.shutdown()
            try await server.stop()
            throw error
        }
        return server.asked
    }

    @Test func sendsGraphQLWithItsKeyAndHeaders() async throws {
        var options = ClientOptions()
        options.userAgent = "test"
        options.username = "ada"
        options.userEmail = "ada@example.org"
        options.extraHeaders = ["X-Team": "vision"]
        let asked = try await with([.init(200, Self.viewer)], options: options) { client in
            let viewer = try await client.send(ViewerQuery())
            #expect(viewer?.username == "ada")
        }
        let request = try #require(asked.first)
        #expect(request.method == "POST" && request.uri == "/graphql")
        #expect(request.headers["authorization"] == "Basic " + Data("api:\(Self.key)".utf8).base64EncodedString())
        #expect(request.headers["user-agent"] == "test" && request.headers["x-team"] == "vision")
        #expect(request.headers["x-wandb-username"] == "ada")
        #expect(request.headers["x-wandb-user-email"] == "ada@example.org")
        #expect(try JSON(parsing: request.body)["operationName"] == .string(ViewerQuery.name))
    }

    @Test func triesAgainUntilItIsAnswered() async throws {
        let causes = Mutex<[String]>([])
        let asked = try await with([
            .init(503, #"{"error":"busy"}"#, headers: ["Retry-After": "0"]), .init(200, "cut", breaksAfter: 1),
            .init(200, Self.viewer),
        ]) { client in
            _ = try await client.send(ViewerQuery(), policy: Self.patient) { cause, _ in
                causes.withLock { $0.append(cause) }
            }
        }
        #expect(asked.count == 3)
        #expect(causes.withLock { $0.count } == 2)
        #expect(causes.withLock { $0.first } == "status 503: busy")
    }

    @Test func tellsEachKindOfFailureApart() async throws {
        _ = try await with([
            .init(401, #"{"error":"who?"}"#), .init(404, #"{"error":"where?"}"#),
            .init(200, #"{"errors":[{"message":"what?"}]}"#), .init(200, "[]"), .init(500, "boom"), .init(500, "boom"),
        ]) { client in
            var policy = Self.patient
            policy.retries = 1
            let name = ViewerQuery.name
            await #expect(throws: APIError.unauthenticated(request: name, status: 401, message: "who?")) {
                try await client.send(ViewerQuery(), policy: policy)
            }
            await #expect(throws: APIError.refused(request: name, status: 404, message: "where?")) {
                try await client.send(ViewerQuery(), policy: policy)
            }
            await #expect(throws: APIError.graphQL(operation: name, messages: ["what?"])) {
                try await client.send(ViewerQuery(), policy: policy)
            }
            await #expect(throws: APIError.invalidAnswer(request: name, reason: "data is missing or is not an object"))
            {
                try await client.send(ViewerQuery(), policy: policy)
            }
            await #expect(throws: APIError.unreachable(request: name, attempts: 2, cause: "status 500: boom")) {
                try await client.send(ViewerQuery(), policy: policy)
            }
        }
    }

    @Test func saysThatNobodyListens() async throws {
        let server = try await ScriptedServer([])
        let address = server.address
        try await server.stop()
        let client = try APIClient(endpoint: Endpoint(address), credentials: .none)
        let error = await #expect(throws: APIError.self) {
            try await client.send(ViewerQuery(), policy: RetryPolicy.none)
        }
        await client.shutdown()
        #expect(error?.isTransient == true)
        #expect(error?.description.contains(String(address.dropFirst("http://".count))) == true)
    }

    @Test func streamsARunAndReadsTheAnswer() async throws {
        let asked = try await with([
            .init(200, #"{"stopped":true}"#, headers: ["RateLimit-Remaining": "7", "RateLimit-Reset": "2.5"]),
            .init(200, "not JSON"),
        ]) { client in
            var request = FileStreamRequest()
            request.exitCode = 0
            let path = RunPath(entity: "e", project: "p q", run: "r")
            let first = try await client.stream(request, to: path)
            #expect(first.isStopped && first.rateLimitRemaining == 7 && first.rateLimitResetSeconds == 2.5)
            #expect(try await client.stream(request, to: path) == FileStreamAnswer())
        }
        #expect(asked.map(\.uri) == ["/files/e/p%20q/r/file_stream", "/files/e/p%20q/r/file_stream"])
        #expect(asked.first?.body == Array(#"{"complete":true,"exitcode":0}"#.utf8))
    }

    @Test func uploadsWithoutTheKeyAndDownloadsWithIt() async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "roost-client-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let content = String(repeating: "0123456789", count: 100_000)
        try Data(content.utf8).write(to: URL(filePath: folder + "/up"))
        let progress = Mutex<Int64>(0)
        let asked = try await with([
            .init(503, "later"), .init(200), .init(200), .init(200, content), .init(200, content, breaksAfter: 10),
            .init(200, content),
        ]) { client in
            let target = UploadTarget(
                name: "up", url: "/storage/up", headers: ["X-One:1"].compactMap(UploadTarget.Header.init))
            try await client.upload(file: folder + "/up", to: target, policy: Self.patient) { sent in
                progress.withLock { $0 = sent }
            }
            try await client.upload(bytes: [], to: target, policy: Self.patient)
            try await client.download("/storage/up", to: folder + "/down", policy: Self.patient)
            #expect(try await client.download("/storage/up", policy: Self.patient).count == content.utf8.count)
        }
        #expect(progress.withLock { $0 } == 1_000_000)
        #expect(asked.count == 6)
        #expect(asked[1].body == Array(content.utf8) && asked[1].method == "PUT")
        #expect(asked[1].headers["authorization"] == nil && asked[1].headers["x-one"] == "1")
        #expect(asked[2].body.isEmpty && asked[2].headers["content-length"] == "0")
        #expect(asked[3].headers["authorization"] != nil)
        #expect(try String(contentsOfFile: folder + "/down", encoding: .utf8) == content)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["down", "up"])
    }

    @Test func handsADownloadOnAsItArrivesAndNeverTwice() async throws {
        struct Full: Error {}
        let content = String(repeating: "x", count: 300_000)
        let received = Mutex<Int>(0)
        let asked = try await with([
            .init(503), .init(200, content), .init(200, content, breaksAfter: 1000), .init(200, content),
        ]) { client in
            try await client.download("/a", policy: Self.patient) { chunk in received.withLock { $0 += chunk.count } }
            #expect(received.withLock { $0 } == 300_000)
            let error = await #expect(throws: APIError.self) {
                try await client.download("/a", policy: Self.patient) { _ in }
            }
            #expect(error?.isTransient == true)
            await #expect(throws: APIError.file(path: "/a", reason: "Full()")) {
                try await client.download("/a", policy: Self.patient) { _ in throw Full() }
            }
        }
        #expect(asked.count == 4)
    }
}
