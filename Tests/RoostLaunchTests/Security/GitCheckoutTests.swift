import Foundation
import Testing

@testable import RoostLaunch

@Suite struct GitCheckoutTests {
    private let surroundings = [
        "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/etc/passwd", "GIT_SSH_COMMAND": "touch",
    ]

    private func fetch(
        _ repository: String, _ version: String? = nil, trusting: [String], into: String
    ) async throws -> String {
        let policy = SourcePolicy(trustedRemotes: trusting)
        let remote = try GitRemote(repository, path: "uri", policy: policy)
        return try await GitCheckout(remote, version: version, policy: policy, surroundings: surroundings).run(
            into: into)
    }

    @Test func checksOutBranchesTagsAndCommits() async throws {
        let (origin, place) = (try Scratch(), try Scratch())
        try origin.write("1", to: "file")
        let first = try await origin.commitAll()
        try await origin.git("tag", "v1")
        try origin.write("2", to: "file")
        let second = try await origin.commitAll()
        try await origin.git("branch", "feature/x", "v1")
        let wanted = [
            nil: second, "main": second, "v1": first, "feature/x": first, first: first,
            String(second.prefix(8)): second,
        ]
        for (number, (version, commit)) in wanted.enumerated() {
            let found = try await fetch(origin.path, version, trusting: [origin.path], into: "\(place.path)/\(number)")
            #expect(found == commit, "\(version ?? "the usual branch")")
            #expect(place.read("\(number)/file") == (commit == first ? "1" : "2"))
        }
        for version in ["nothing", "0123456789"] {
            await #expect(throws: LaunchError.self) {
                try await fetch(origin.path, version, trusting: [origin.path], into: place.path + "/x-\(version)")
            }
        }
    }

    @Test func theUsualBranchIsMainOrElseMaster() async throws {
        let (origin, place) = (try Scratch(), try Scratch())
        try origin.write("1", to: "file")
        let commit = try await origin.commitAll(branch: "master")
        #expect(try await fetch(origin.path, trusting: [origin.path], into: place.path + "/a") == commit)
        try await origin.git("branch", "--move", "develop")
        await #expect(throws: LaunchError.self) {
            try await fetch(origin.path, trusting: [origin.path], into: place.path + "/b")
        }
    }

    @Test func fetchesSubmodulesOfSubmodules() async throws {
        let (inner, middle, outer, place) = (try Scratch(), try Scratch(), try Scratch(), try Scratch())
        try inner.write("deep", to: "file")
        _ = try await inner.commitAll()
        try middle.write("m", to: "file")
        _ = try await middle.commitAll()
        try await middle.git("submodule", "--quiet", "add", inner.path, "inner")
        _ = try await middle.commitAll()
        try outer.write("o", to: "file")
        _ = try await outer.commitAll()
        try await outer.git("submodule", "--quiet", "add", middle.path, "middle")
        _ = try await outer.commitAll()
        let all = [inner.path, middle.path, outer.path]
        _ = try await fetch(outer.path, trusting: all, into: place.path + "/a")
        #expect(place.read("a/middle/inner/file") == "deep")
        // A repository that nobody trusts, two levels down.
        let error = await #expect(throws: LaunchError.self) {
            try await fetch(outer.path, trusting: Array(all.dropFirst()), into: place.path + "/b")
        }
        guard case .forbidden = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        "ext::sh -c touch% %P", "file:///etc", "--upload-pack=touch x", "-u./x", "http://127.0.0.1/x", "/etc",
        "ssh://-oProxyCommand=id/x",
    ])
    func hostileSubmodulesAreRefused(address: String) async throws {
        let (origin, place) = (try Scratch(), try Scratch())
        let marker = place.path + "/hacked"
        try origin.write("1", to: "file")
        let text = "[submodule \"x\"]\n\tpath = x\n\turl = \(address.replacing("%P", with: marker))\n"
        try origin.write(text, to: ".gitmodules")
        try await origin.git("init", "--quiet", "--initial-branch=main")
        try await origin.git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),x")
        _ = try await origin.commitAllKeepingLinks()
        let error = await #expect(throws: LaunchError.self) {
            try await fetch(origin.path, trusting: [origin.path], into: place.path + "/a")
        }
        guard case .forbidden = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test(arguments: ["\tupdate = !touch hacked\n", "\tpath = ../x\n", "\tpath = -x\n", "\tpath = /tmp/x\n"])
    func submodulesDoNoMoreThanToBeThere(line: String) async throws {
        let (origin, place) = (try Scratch(), try Scratch())
        try origin.write("[submodule \"x\"]\n\tpath = x\n\turl = https://127.0.0.1:1/x\n\(line)", to: ".gitmodules")
        _ = try await origin.commitAll()
        await #expect(throws: LaunchError.self) {
            try await fetch(origin.path, trusting: [origin.path], into: place.path + "/a")
        }
        #expect(!FileManager.default.fileExists(atPath: place.path + "/a/hacked"))
    }

    @Test func hooksOfTheUserDoNotRun() async throws {
        let (origin, place, home) = (try Scratch(), try Scratch(), try Scratch())
        try origin.write("1", to: "file")
        _ = try await origin.commitAll()
        let hook = home.path + "/hooks/post-checkout"
        try home.write("#!/bin/sh\ntouch \(place.path)/hacked\n", to: "hooks/post-checkout")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        try home.write("[core]\n\thooksPath = \(home.path)/hooks\n", to: ".gitconfig")
        let policy = SourcePolicy(trustedRemotes: [origin.path])
        let remote = try GitRemote(origin.path, path: "uri", policy: policy)
        var around = surroundings
        around["HOME"] = home.path
        around["GIT_CONFIG_GLOBAL"] = nil
        _ = try await GitCheckout(remote, version: nil, policy: policy, surroundings: around).run(
            into: place.path + "/a")
        #expect(place.read("a/file") == "1" && place.read("hacked") == nil)
    }

    @Test func patchesStayInTheFolder() async throws {
        let (origin, place) = (try Scratch(), try Scratch())
        try origin.write("1\n", to: "file")
        _ = try await origin.commitAll()
        let policy = SourcePolicy(trustedRemotes: [origin.path])
        let remote = try GitRemote(origin.path, path: "uri", policy: policy)
        let checkout = try GitCheckout(remote, version: nil, policy: policy, surroundings: surroundings)
        _ = try await checkout.run(into: place.path + "/a")
        try place.write("--- a/file\n+++ b/file\n@@ -1 +1 @@\n-1\n+2\n", to: "good.patch")
        try await checkout.apply(patch: place.path + "/good.patch", in: place.path + "/a")
        #expect(place.read("a/file") == "2\n")
        try place.write("--- /dev/null\n+++ b/../out\n@@ -0,0 +1 @@\n+2\n", to: "bad.patch")
        await #expect(throws: LaunchError.self) {
            try await checkout.apply(patch: place.path + "/bad.patch", in: place.path + "/a")
        }
        #expect(place.read("out") == nil)
    }
}

extension Scratch {
    /// Commits the index and the files, but leaves entries of submodules that are not there.
    func commitAllKeepingLinks() async throws -> String {
        try await git("add", "file", ".gitmodules")
        try await git("commit", "--quiet", "--message=x")
        return try await git("rev-parse", "HEAD")
    }
}
