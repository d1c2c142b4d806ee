import Foundation
import Testing

@testable import RoostAPI

@Suite struct NetrcTests {
    private static let text = """
        # a remark
        machine other.org login me password secret # more
        machine example.org:8080
          login user
          password exact
        machine example.org login user password "quoted"

        default login anonymous password nobody
        """

    @Test func findsTheMostExactEntryAndNeverTheDefault() throws {
        let netrc = Netrc(text: Self.text)
        #expect(netrc.password(for: try Endpoint("http://example.org:8080")) == "exact")
        #expect(netrc.password(for: try Endpoint("http://example.org:9")) == "quoted")
        #expect(netrc.password(for: try Endpoint("http://other.org")) == "secret")
        #expect(netrc.password(for: try Endpoint("http://nobody.org")) == nil)
    }

    @Test func replacesAnEntryAndKeepsTheOthers() throws {
        var netrc = Netrc(text: Self.text)
        netrc.set(machine: "example.org:8080", password: "new")
        netrc.set(machine: "third.org", password: "3")
        #expect(netrc.password(machine: "example.org:8080") == "new")
        #expect(netrc.password(machine: "third.org") == "3")
        #expect(netrc.password(machine: "other.org") == "secret")
        #expect(netrc.password(machine: "example.org") == "quoted")
        #expect(netrc.text.hasPrefix("# a remark\nmachine other.org"))
        #expect(netrc.text.hasSuffix("default login anonymous password nobody\n"))
    }

    @Test func writesAFileForItsOwnerAlone() throws {
        let folder = FileManager.default.temporaryDirectory.path() + "roost-netrc-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/.netrc"
        var netrc = try Netrc(contentsOf: path)
        netrc.set(machine: "h", password: "p")
        try netrc.write(to: path)
        #expect(try Netrc(contentsOf: path).text == "machine h\n  login user\n  password p\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(Netrc.path(environment: [:], home: folder) == path)
        #expect(Netrc.path(environment: ["NETRC": "/x"], home: folder) == "/x")
    }

    @Test func findsTheKeyInItsOrder() throws {
        let endpoint = try Endpoint("http://h")
        let key = String(repeating: "a", count: 40)
        let other = String(repeating: "b", count: 40)
        let finder = CredentialFinder(environment: ["WANDB_API_KEY": other], home: "/nowhere")
        let explicit = try #require(try finder.find(explicit: key, for: endpoint))
        #expect(explicit.1 == .argument)
        let found = try #require(try finder.find(for: endpoint))
        #expect(found.1 == .environment)
        #expect(try CredentialFinder(environment: [:], home: "/nowhere").find(for: endpoint) == nil)
        #expect(CredentialFinder(environment: ["HOME": "/h"]).netrcPath == "/h/.netrc")
    }

    @Test(arguments: [
        ("", "The API key from netrc is empty; copy one from the server's settings page."),
        (" abc", "The API key from netrc has white space around it; give the key alone."),
        ("abc", "The API key from netrc has 3 characters; a key has at least 40."),
        ("local-abc", "The API key from netrc has 3 characters; a key has at least 40."),
        ("a?c", "The API key from netrc has characters other than letters, digits, - and _; copy it again."),
    ])
    func namesWhatIsWrongWithAKey(key: String, message: String) {
        #expect(throws: APIError.invalidCredentials(message)) { try APIKeyRules.check(key, source: "netrc") }
    }

    @Test func takesKeysAndTokens() throws {
        let secret = String(repeating: "a1", count: 20)
        for key in [secret, "local-" + secret, "wandb_v1_" + secret, "aa.bb.cc"] {
            #expect(throws: Never.self) { try APIKeyRules.check(key, source: "netrc") }
        }
    }
}
