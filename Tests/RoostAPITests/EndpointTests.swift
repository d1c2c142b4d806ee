import Testing

@testable import RoostAPI

@Suite struct EndpointTests {
    @Test func readsAddresses() throws {
        let plain = try Endpoint("HTTP://Example.org:8080/")
        #expect(plain.description == "http://example.org:8080" && plain.effectivePort == 8080)
        #expect(plain.netrcMachines == ["example.org:8080", "example.org"])
        let prefixed = try Endpoint("https://example.org/roost//")
        #expect(prefixed.description == "https://example.org/roost" && prefixed.effectivePort == 443)
        #expect(prefixed.graphQLURL == "https://example.org/roost/graphql")
        let six = try Endpoint("http://[::1]:80")
        #expect(six.host == "[::1]" && six.port == 80)
        #expect(try Endpoint("http://[::1]").port == nil)
    }

    @Test(arguments: [
        ("example.org", "it does not begin with http:// or https://"),
        ("ftp://example.org", "its scheme is \"ftp\", not http or https"),
        ("http://", "it names no host"),
        ("http://a b", "it names no host"),
        ("http://a:0", "its port \"0\" is not a number from 1 to 65535"),
        ("http://a:x", "its port \"x\" is not a number from 1 to 65535"),
        ("http://me:key@a", "it carries a user name; keys belong in netrc or WANDB_API_KEY"),
        ("http://a/b?c", "it carries a query or a fragment"),
    ])
    func namesWhatIsWrong(text: String, reason: String) {
        #expect(throws: APIError.invalidAddress(text, reason: reason)) { try Endpoint(text) }
    }

    @Test func knowsItsOwnAddresses() throws {
        let endpoint = try Endpoint("https://example.org/roost")
        #expect(endpoint.covers("https://EXAMPLE.org:443/roost/files"))
        #expect(endpoint.covers("https://example.org/roost"))
        for other in [
            "http://example.org/roost", "https://example.org/roosters", "https://example.org", "https://x.org/roost",
            "https://example.org:444/roost", "nonsense",
        ] { #expect(!endpoint.covers(other), "\(other)") }
        #expect(endpoint.absolute("/storage/x") == "https://example.org/roost/storage/x")
        #expect(endpoint.absolute("https://elsewhere/x") == "https://elsewhere/x")
    }

    @Test func encodesThePathsOfRuns() throws {
        let run = RunPath(entity: "a b", project: "p+q/r", run: "1:2%")
        #expect(
            try Endpoint("http://h").fileStreamURL(run) == "http://h/files/a%20b/p+q%2Fr/1:2%25/file_stream")
        #expect(PercentEncoding.component("ä+b/c") == "%C3%A4%2Bb%2Fc")
        #expect(PercentEncoding.path("a b/c?d") == "a%20b/c%3Fd")
    }

    @Test func choosesProxies() throws {
        let proxies = ClientOptions.Proxies(environment: [
            "HTTP_PROXY": "http://p:1", "WANDB_HTTPS_PROXY": "http://p:2", "HTTPS_PROXY": "http://p:3",
            "NO_PROXY": "localhost, .internal,exact:8080",
        ])
        #expect(proxies.proxy(for: try Endpoint("http://a")) == "http://p:1")
        #expect(proxies.proxy(for: try Endpoint("https://a")) == "http://p:2")
        for exempt in ["http://localhost:5", "http://x.internal", "http://internal", "http://exact:8080"] {
            #expect(proxies.proxy(for: try Endpoint(exempt)) == nil, "\(exempt)")
        }
        #expect(proxies.proxy(for: try Endpoint("http://exact:8081")) == "http://p:1")
    }
}
