import Foundation
import Testing

@testable import Roost

@Suite struct GitStateTests {
    private static let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @discardableResult
    private func git(_ arguments: String...) throws -> String {
        let command = try #require(GitCommand(directory: scratch.path, searchPath: Self.searchPath))
        let settings = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        let answer = try #require(command.bytes(settings + arguments), "git \(arguments.joined(separator: " "))")
        return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private var state: GitState? { GitState(directory: scratch.path, searchPath: Self.searchPath) }

    private func commit(_ name: String, _ text: String) throws {
        _ = try scratch.file(name, text)
        try git("add", "-A")
        try git("commit", "-q", "-m", "One")
    }

    @Test func tellsCommitBranchAndRemote() throws {
        try git("init", "-q", "-b", "main")
        try git("remote", "add", "origin", "https://ada:secret@example.org/ada/x.git")
        try git("remote", "add", "mirror", "git@example.org:ada/mirror.git")
        // Before the first commit there is a branch, but no commit.
        #expect(state?.commit == nil)
        #expect(state?.branch == "main")
        try commit("a.swift", "one\n")
        let found = try #require(state)
        #expect(found.commit == (try git("rev-parse", "HEAD")))
        #expect(found.remote == "https://ada:@example.org/ada/x.git")
        #expect(found.root.hasSuffix(scratch.path.split(separator: "/").last ?? "?"))
        let mirror = GitState(directory: scratch.path, remoteName: "mirror", searchPath: Self.searchPath)
        #expect(mirror?.remote == "git@example.org:ada/mirror.git")
        #expect(GitState(directory: scratch.path, remoteName: "none", searchPath: Self.searchPath)?.remote == nil)
        // From a folder within, it is the same work tree.
        _ = try scratch.file("inner/b.swift", "")
        #expect(GitState(directory: scratch.path + "/inner", searchPath: Self.searchPath)?.root == found.root)
    }

    @Test func knowsADetachedHead() throws {
        try git("init", "-q", "-b", "main")
        try commit("a.swift", "one\n")
        try git("checkout", "-q", "--detach")
        #expect(state?.branch == nil)
        #expect(state?.commit == (try git("rev-parse", "HEAD")))
        #expect(state?.remote == nil)
    }

    @Test func makesAPatchOfWhatWasChanged() throws {
        try git("init", "-q", "-b", "main")
        try commit("a.swift", "one\n")
        #expect(GitState.patch(directory: scratch.path, searchPath: Self.searchPath) == nil)
        _ = try scratch.file("a.swift", "two\n")
        _ = try scratch.file("staged.swift", "new\n")
        try git("add", "staged.swift")
        _ = try scratch.file("untracked.swift", "not in the patch\n")
        let patch = try #require(GitState.patch(directory: scratch.path, searchPath: Self.searchPath))
        let text = String(decoding: patch, as: UTF8.self)
        #expect(text.contains("-one\n+two\n"))
        #expect(text.contains("+++ b/staged.swift"))
        #expect(!text.contains("untracked"))
        // It brings another copy of the commit to the same state.
        try git("stash", "-q")
        _ = try scratch.file("changes.patch", patch)
        try git("apply", "changes.patch")
        #expect(try scratch.text("a.swift") == "two\n")
        #expect(try scratch.text("staged.swift") == "new\n")
    }

    @Test func doesWithoutARepositoryOrGit() {
        #expect(GitState(directory: "/", searchPath: Self.searchPath) == nil)
        #expect(GitState(directory: scratch.path, searchPath: "/no/such/folder") == nil)
        #expect(GitState.patch(directory: "/", searchPath: Self.searchPath) == nil)
    }

    @Test(arguments: [
        ("https://u:p@h/x", "https://u:@h/x"), ("https://u@h/x", "https://u@h/x"),
        ("https://h/x:y@z", "https://h/x:y@z"),
        ("git@h:u/x.git", "git@h:u/x.git"), ("https://ghp_x:x-oauth@h/x", "https://ghp_x:@h/x"),
        ("/srv/x.git", "/srv/x.git"),
        ("ssh://u:p@h:22/x", "ssh://u:@h:22/x"), ("https://u:p:q@r@h/x", "https://u:@h/x"),
    ])
    func hidesPasswords(address: String, expected: String) {
        #expect(GitState.withoutPassword(address) == expected)
    }
}
