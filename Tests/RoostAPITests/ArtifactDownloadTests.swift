import Foundation
import RoostJSON
import Testing

@testable import RoostAPI

struct ArtifactDownloadTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/roost-download-\(UUID().uuidString)"

    /// Downloads an artifact with these entries from a server that gives these answers after the manifest.
    private func download(
        _ entries: JSONObject, _ replies: [ScriptedServer.Reply], options: ArtifactDownloadOptions = .init()
    ) async throws -> (ArtifactDownloadReport, [ScriptedServer.Asked]) {
        let manifest: JSON = [
            "version": 1, "storagePolicy": "wandb-storage-policy-v1", "contents": .object(entries),
        ]
        let server = try await ScriptedServer([.init(200, Self.artifact), .init(200, manifest.text)] + replies)
        let client = try APIClient(endpoint: Endpoint(server.address), credentials: .apiKey("key"))
        do {
            let artifact = try #require(try await client.artifact("me/p/data:best"))
            let report = try await client.download(artifact, into: folder, options: options)
            await client.shutdown()
            try await server.stop()
            return (report, server.asked)
        } catch {
            await client.shutdown()
            try await server.stop()
            throw error
        }
    }

    private static let artifact = """
        {"data": {"project": {"artifact": {"id": "QTox", "state": "COMMITTED", "versionIndex": 3, "digest": "d", \
        "metadata": "{\\"a\\": 1}", "size": 5, "fileCount": 1, "createdAt": "2026-01-01T00:00:00Z", \
        "ttlDurationSeconds": -2, "tags": [{"name": "t"}], "artifactType": {"name": "dataset"}, \
        "artifactSequence": {"name": "data", "project": {"name": "p", "entityName": "me"}}, "aliases": [ \
        {"alias": "best", "artifactCollection": {"name": "data", "project": {"name": "p", "entityName": "me"}}}, \
        {"alias": "v3", "artifactCollection": {"name": "data", "project": {"name": "p", "entityName": "me"}}}, \
        {"alias": "prod", "artifactCollection": {"name": "other", "project": {"name": "r", "entityName": "me"}}}], \
        "currentManifest": {"file": {"directUrl": "/manifest"}}}}}}
        """

    private static func addresses(_ names: String...) -> ScriptedServer.Reply {
        let edges = names.map { ["node": ["name": .string($0), "directUrl": .string("/files/\($0)")]] as JSON }
        let data: JSON = [
            "data": ["artifact": ["files": ["pageInfo": ["hasNextPage": false], "edges": .array(edges)]]]
        ]
        return .init(200, data.text)
    }

    private static func entry(_ content: String) -> JSON {
        ["digest": .string(FileDigest.of(Array(content.utf8))), "size": .int(Int64(content.utf8.count))]
    }

    private func content(_ name: String) -> String? {
        try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }

    @Test func readsWhatTheServerTells() async throws {
        let server = try await ScriptedServer([.init(200, Self.artifact), .init(200, #"{"data": {"project": null}}"#)])
        let client = try APIClient(endpoint: Endpoint(server.address), credentials: .apiKey("key"))
        let artifact = try #require(try await client.artifact("me/p/data:best"))
        #expect(artifact.qualifiedName == "me/p/data:v3")
        #expect(artifact.aliases == ["best"])
        #expect(artifact.metadata == ["a": 1])
        #expect(artifact.ttlSeconds == nil)
        #expect(artifact.hexadecimalID == "413a31")
        #expect(try await client.artifact("wandb-artifact://me/p/none") == nil)
        await #expect(throws: APIError.self) { try await client.artifact("data:best") }
        let asked = try JSON(parsing: server.asked[1].body)
        #expect(asked["variables"] == ["entityName": "me", "projectName": "p", "name": "none:latest"])
        await client.shutdown()
        try await server.stop()
    }

    @Test func fetchesWhatIsMissing() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "here".write(toFile: "\(folder)/here.txt", atomically: false, encoding: .utf8)
        let (report, asked) = try await download(
            ["here.txt": Self.entry("here"), "deep/a b.txt": Self.entry("there")],
            [Self.addresses("deep/a b.txt"), .init(200, "there")])
        #expect(content("deep/a b.txt") == "there")
        #expect(report.fetchedFiles == 1)
        #expect(report.fetchedBytes == 5)
        #expect(report.presentFiles == 1)
        #expect(asked.count == 4)
    }

    @Test func goesOnWhereADownloadHasStopped() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let digest = FileDigest.of(Array("0123456789".utf8))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let part = "\(folder)/big.\(digest.map { $0 == "/" ? "_" : String($0) }.joined()).part"
        try "0123".write(toFile: part, atomically: false, encoding: .utf8)
        let (_, asked) = try await download(
            ["big": Self.entry("0123456789")], [Self.addresses("big"), .init(206, "456789")])
        #expect(content("big") == "0123456789")
        #expect(asked.last?.headers["range"] == "bytes=4-")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["big"])
    }

    @Test func refusesOtherContent() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let error = await #expect(throws: APIError.self) {
            _ = try await download(["a": Self.entry("right")], [Self.addresses("a"), .init(200, "wrong")])
        }
        guard case .artifact(name: "me/p/data:v3", path: "a", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test(arguments: ["../out", "/etc/out", "a/../../out", "a//b", "./a", "", "a\\b", "a\u{0}b", ".."])
    func writesNothingOutside(name: String) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let error = await #expect(throws: APIError.self) {
            _ = try await download(["good": Self.entry("x"), name: Self.entry("x")], [])
        }
        guard case .artifact(_, path: name, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test func followsNoLinkOutside() async throws {
        let outside = folder + "-outside"
        defer {
            try? FileManager.default.removeItem(atPath: folder)
            try? FileManager.default.removeItem(atPath: outside)
        }
        for path in [folder, outside] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: outside)
        await #expect(throws: APIError.self) {
            _ = try await download(["link/a": Self.entry("x")], [Self.addresses("link/a"), .init(200, "x")])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == [])
    }

    @Test func followsOnlyTheReferencesItMay() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let secret: JSON = ["digest": "d", "ref": "file:///etc/passwd"]
        await #expect(throws: APIError.self) { _ = try await download(["a": secret], []) }
        var options = ArtifactDownloadOptions()
        options.skipsOtherReferences = true
        let (report, _) = try await download(["a": secret], [], options: options)
        #expect(report.skippedReferences == ["a"])
        #expect(content("a") == nil)
    }

    @Test func namesAreRead() {
        #expect(ArtifactName("e/p/n:a")?.description == "e/p/n:a")
        #expect(ArtifactName("n", entity: "e", project: "p")?.description == "e/p/n:latest")
        #expect(ArtifactName("q/n:v1", entity: "e", project: "p")?.description == "e/q/n:v1")
        for text in ["", "n", "p/n", "e//n", "e/p/n:", "e/p/:a", "a/b/c/d"] { #expect(ArtifactName(text) == nil) }
    }
}
