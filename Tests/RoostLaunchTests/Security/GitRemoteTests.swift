import Testing

@testable import RoostLaunch

@Suite struct GitRemoteTests {
    @Test(arguments: [
        "https://github.com/a/b.git", "https://user:token@host/a", "ssh://git@host:22/a/b", "git@github.com:a/b.git",
        "HTTPS://host/x", "ssh://host/~me/x",
    ])
    func safeAddressesPass(text: String) throws {
        #expect(try GitRemote(text, path: "uri", policy: SourcePolicy()).protocols == ["https", "ssh"])
    }

    @Test(arguments: [
        "ext::sh -c 'touch /tmp/x'", "ext::sh%20-c%20id", "EXT::sh", "file:///etc", "file:/etc", "/etc", "./x", "x", "",
        "--upload-pack=touch x", "-u", "http://host/x", "git://host/x", "ftp://host/x", "fd::17", "transport::address",
        "https://", "https:///x", "ssh://-oProxyCommand=id/x", "ssh://user@-oProxyCommand=id/x",
        "-oProxyCommand=id@host:x",
        "user@-host:x", "host:path", "user@host:", "user@host:--upload-pack=x", "a@b@c:x", "https://host/x\ny",
        "https://host/ x", "https://a@b@c/x", "user@host:ext::sh", "https://host\\@evil/x", "\u{7f}https://h/x",
        "us er@host:x", "user@ho/st:x",
    ])
    func otherAddressesAreRefused(text: String) {
        #expect(throws: LaunchError.self) { try GitRemote(text, path: "uri", policy: SourcePolicy()) }
    }

    @Test func theOwnerTrustsMore() throws {
        let policy = SourcePolicy(trustedRemotes: ["http://127.0.0.1:80/", ""])
        #expect(
            try GitRemote("http://127.0.0.1:80/x", path: "uri", policy: policy).protocols == ["https", "ssh", "http"])
        #expect(throws: LaunchError.self) { try GitRemote("http://127.0.0.2/x", path: "uri", policy: policy) }
        #expect(throws: LaunchError.self) {
            try GitRemote("--x", path: "uri", policy: SourcePolicy(trustedRemotes: ["-"]))
        }
    }

    @Test func passwordsAreNotShown() throws {
        let remote = try GitRemote("https://user:token@host/a", path: "uri", policy: SourcePolicy())
        #expect("\(remote)" == "https://***@host/a")
    }

    @Test(arguments: ["main", "v1.2", "feature/x", "0123456789abcdef0123456789abcdef01234567"])
    func versionsPass(text: String) throws { try GitCheckout.check(version: text) }

    @Test(arguments: ["-x", "--upload-pack=x", "a b", "a..b", "a:b", "a^{}", "a~1", "@{u}", "a\nb", "a*", "a[", "a\\b"])
    func otherVersionsAreRefused(text: String) {
        #expect(throws: LaunchError.self) { try GitCheckout.check(version: text) }
    }

    @Test(arguments: ["..", "../x", "a/../../x", "/etc", "a\0b"])
    func pathsStayInTheSource(path: String) {
        #expect(throws: LaunchError.self) { try SourcePath.inside("/tmp", path, path: "x") }
    }
}
