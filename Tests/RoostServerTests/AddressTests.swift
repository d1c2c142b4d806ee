import Foundation
import Testing

@testable import RoostServer

@Suite struct PercentEncodingTests {
    @Test(arguments: [("a%20b", "a b"), ("a+b", "a+b"), ("%C3%A9", "é"), ("a:b", "a:b"), ("%2F", "/"), ("", "")])
    func decodes(segment: String, text: String) {
        #expect(PercentEncoding.decode(segment[...]) == text)
    }

    @Test(arguments: ["%", "%2", "%zz", "%ff", "a%C3"])
    func refusesBrokenEscapes(segment: String) {
        #expect(PercentEncoding.decode(segment[...]) == nil)
    }

    @Test func encodesAllButUnreservedCharacters() {
        #expect(PercentEncoding.encode("a b/é+~") == "a%20b%2F%C3%A9%2B~")
        #expect(PercentEncoding.encode(path: "a b/c d") == "a%20b/c%20d")
    }
}

@Suite struct RunAddressTests {
    @Test func readsAFileStreamAddress() throws {
        let address = try RunAddress(fileStream: "/files/team/my%20proj+1/run/file_stream")
        #expect(address == RunAddress(entity: "team", project: "my proj+1", run: "run", path: "file_stream"))
    }

    @Test func keepsSlashesOfOldRunIDs() throws {
        #expect(try RunAddress(fileStream: "/files/e/p/a/b/file_stream").run == "a/b")
        let candidates = try RunAddress.candidates("/files/e/p/a/b/c.txt", below: "/files/")
        #expect(candidates.map(\.run) == ["a", "a/b"])
        #expect(candidates.map(\.path) == ["b/c.txt", "c.txt"])
    }

    @Test(arguments: ["/files/e/p/file_stream", "/files/e/p/r/other", "/files/"])
    func refusesOtherAddresses(path: String) {
        #expect(throws: ServerError.self) { try RunAddress(fileStream: path) }
    }
}

@Suite struct ArtifactFileAddressTests {
    private let hex = "0123456789abcdefFEDCBA9876543210"
    private let md5 = "ASNFZ4mrze/+3LqYdlQyEA=="

    @Test(arguments: ["default/team/QQ%3D%3D/", "default/team/proj/coll/QQ%3D%3D/", "r/team/p/c/QXJ0/QQ%3D%3D/"])
    func readsAllForms(start: String) throws {
        let hasName = start.split(separator: "/").count > 3
        let address = try ArtifactFileAddress("/artifactsV2/\(start)\(hex)" + (hasName ? "/a%20b.txt" : ""))
        #expect(address.birthArtifact == "QQ==" && address.md5 == md5)
        #expect(address.name == (hasName ? "a b.txt" : nil))
    }

    @Test func readsAnAddressByContent() throws {
        let address = try ArtifactContentAddress("/artifacts/my%2Dteam/\(hex)")
        #expect(address.entity == "my-team" && address.md5 == md5)
    }

    @Test(arguments: [
        "/artifacts/team/0123", "/artifacts/team/\(String(repeating: "g", count: 32))", "/artifacts/team",
    ])
    func refusesOtherAddresses(path: String) {
        #expect(throws: ServerError.self) { try ArtifactContentAddress(path) }
        #expect(throws: ServerError.self) { try ArtifactFileAddress(path.replacing("artifacts", with: "artifactsV2")) }
    }
}

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=2-", .part(2..<10)), ("bytes=-3", .part(7..<10)),
        ("bytes=5-99", .part(5..<10)), ("bytes=-99", .part(0..<10)), ("bytes=10-", .unsatisfiable),
        ("bytes=-0", .unsatisfiable), ("bytes=3-2", .whole), ("bytes=0-1,4-5", .whole), ("items=0-1", .whole),
        ("bytes=x-", .whole),
    ])
    func reads(header: String, range: ByteRange) {
        #expect(ByteRange.parse(header, size: 10) == range)
    }
}

@Suite struct SignedAddressTests {
    private let signer = AddressSigner(secret: Array(repeating: 7, count: 32))
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(arguments: [
        SignedSubject.uploadRunFile(run: 5, name: "media/a.b/c d.png"), .downloadRunFile(run: 5, name: "x"),
        .uploadArtifactFile(file: 9), .uploadArtifactFilePart(file: 9, upload: "u.1", part: 3),
        .uploadManifest(manifest: 2), .downloadBlob(digest: "abc", name: "é.txt"),
    ])
    func comesBack(subject: SignedSubject) throws {
        let token = signer.token(for: subject, expiry: now + 10)
        #expect(try signer.verify(token[...], now: now) == subject)
        #expect(!token.contains("/") && !token.contains("+") && !token.contains("="))
    }

    @Test func expires() {
        let token = signer.token(for: .uploadArtifactFile(file: 1), expiry: now)
        #expect(throws: ServerError.forbidden("the address has expired; ask for a new one")) {
            try signer.verify(token[...], now: now + 1)
        }
    }

    @Test func refusesForgeries() {
        let token = signer.token(for: .uploadRunFile(run: 1, name: "a"), expiry: now + 10)
        let other = AddressSigner(secret: Array(repeating: 8, count: 32))
        #expect(throws: ServerError.self) { try other.verify(token[...], now: now) }
        for index in token.indices where token[index] != "." {
            var forged = token
            forged.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
            // The last character of unpadded base64 carries spare bits, so only a changed meaning must fail.
            if let subject = try? signer.verify(forged[...], now: now) {
                #expect(subject == .uploadRunFile(run: 1, name: "a"))
            }
        }
        #expect(throws: ServerError.self) { try signer.verify("", now: now) }
    }
}

@Suite struct ClientVersionTests {
    @Test(arguments: [
        ("0.16.6", false), ("0.18.0", false), ("0.19.11", false), ("0.20.0", true), ("0.22.3", true),
        ("0.28.1", true), ("0.28.2", false), ("0.28.3.dev1", false), ("0.31.0", false),
    ])
    func knowsWhoResetsOffsets(version: String, resets: Bool) {
        #expect(ClientVersion(version).resetsOffsetsOnLineCount == resets)
    }

    @Test func comparesByNumber() {
        #expect(ClientVersion("0.9") < ClientVersion("0.10"))
        #expect(!ClientVersion(nil).resetsOffsetsOnLineCount)
    }
}
