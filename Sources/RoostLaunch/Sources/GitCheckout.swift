import Foundation

/// Fetches one version of a repository into a folder, its submodules too.
struct GitCheckout: Sendable {
    let remote: GitRemote
    /// A branch, a tag or a commit; `nil` for `main`, else `master`.
    let version: String?
    let policy: SourcePolicy
    private let git: Tool

    /// How deep submodules may nest.
    private static let depthLimit = 8

    /// - Parameter surroundings: the variables of this process; git finds the user's credentials by them.
    init(
        _ remote: GitRemote, version: String?, policy: SourcePolicy, surroundings: [String: String]
    ) throws(LaunchError) {
        guard let program = ProgramSearch.find("git", searchPath: surroundings["PATH"] ?? "") else {
            throw .source(name: "\(remote)", reason: "there is no 'git' on this machine")
        }
        if let version { try Self.check(version: version) }
        self.remote = remote
        self.version = version
        self.policy = policy
        // What points git at other repositories or programs than those named here is left out.
        var environment = surroundings.filter { !$0.key.hasPrefix("GIT_") || $0.key == "GIT_SSL_CAINFO" }
        environment["GIT_ALLOW_PROTOCOL"] = remote.protocols.joined(separator: ":")
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes"
        environment["LC_ALL"] = "C"
        git = Tool(program, environment: environment, timeoutSeconds: LaunchLimits.gitSeconds)
    }

    static func check(version: String, path: String = "git.version") throws(LaunchError) {
        let isSafe =
            !version.hasPrefix("-") && version.utf8.count <= 256 && !version.contains("..") && !version.contains("@{")
            && version.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && !"~^:?*[\\".utf8.contains($0) }
        guard isSafe else { throw .invalid(path: path, value: version, expected: "a branch, a tag or a commit") }
    }

    /// Checks the version out into `directory`, which is made.
    ///
    /// - Returns: the commit.
    func run(into directory: String) async throws(LaunchError) -> String {
        try SmallFile.makeFolder(directory)
        try await must(["init", "--quiet", directory], nil)
        try await must(["remote", "add", "--", "origin", remote.address], directory)
        let commit = try await fetch(into: directory)
        try await must(["checkout", "--quiet", "--force", "--detach", commit], directory)
        try await submodules(of: directory, depth: 0)
        return commit
    }

    /// Applies a patch of the job; it cannot reach outside of the folder.
    func apply(patch: String, in directory: String) async throws(LaunchError) {
        try await must(["apply", "--whitespace=nowarn", "--", patch], directory)
    }

    private func fetch(into directory: String) async throws(LaunchError) -> String {
        if let version {
            for reference in ["refs/heads/\(version)", "refs/tags/\(version)"]
                + (Self.isCommit(version) ? [version] : [])
            {
                if try await fetchOne(reference, directory) { return try await commit("FETCH_HEAD", directory) }
            }
            // An abbreviated commit, or one that the server gives only with its branch.
            guard Self.isAbbreviatedCommit(version) else {
                throw .source(
                    name: "\(remote)", reason: "it has no branch, tag or commit '\(version)', or cannot be read")
            }
            try await must(["fetch", "--quiet", "--tags", "--", "origin"], directory)
            return try await commit(version, directory)
        }
        var reasons: [String] = []
        for branch in ["main", "master"] {
            let answer = try await call(
                ["fetch", "--quiet", "--depth=1", "--", "origin", "refs/heads/\(branch)"], directory)
            if answer.isSuccess { return try await commit("FETCH_HEAD", directory) }
            reasons.append(answer.log)
        }
        throw .source(
            name: "\(remote)",
            reason: "it has neither a branch main nor master, or cannot be read. Name a version. \(mask(reasons[0]))")
    }

    private func fetchOne(_ reference: String, _ directory: String) async throws(LaunchError) -> Bool {
        try await call(["fetch", "--quiet", "--depth=1", "--", "origin", reference], directory).isSuccess
    }

    private func commit(_ name: String, _ directory: String) async throws(LaunchError) -> String {
        let answer = try await call(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"], directory)
        guard answer.isSuccess, let line = answer.line, Self.isCommit(line) else {
            throw .source(name: "\(remote)", reason: "it has no commit '\(name)'")
        }
        return line
    }

    private static func isCommit(_ text: String) -> Bool {
        (text.count == 40 || text.count == 64) && isHexadecimal(text)
    }

    private static func isAbbreviatedCommit(_ text: String) -> Bool { text.count >= 7 && isHexadecimal(text) }

    private static func isHexadecimal(_ text: String) -> Bool { text.allSatisfy { $0.isHexDigit && $0.isASCII } }

    // MARK: Submodules

    /// Fetches the submodules of a checkout level by level, so that each address is looked at before git sees it.
    private func submodules(of directory: String, depth: Int) async throws(LaunchError) {
        guard SmallFile.exists(directory + "/.gitmodules") else { return }
        guard depth < Self.depthLimit else {
            throw .source(name: "\(remote)", reason: "its submodules nest deeper than \(Self.depthLimit)")
        }
        let list = try await call(
            ["config", "--null", "--file", ".gitmodules", "--get-regexp", "^submodule\\."], directory)
        var paths: [String] = []
        for entry in list.text.split(separator: "\0") {
            let parts = entry.split(separator: "\n", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let path = "the submodule's \(parts[0])"
            if parts[0].hasSuffix(".url"), !parts[1].hasPrefix("./"), !parts[1].hasPrefix("../") {
                _ = try GitRemote(parts[1], path: path, policy: policy)
            } else if parts[0].hasSuffix(".update"), !["checkout", "none"].contains(parts[1]) {
                throw .forbidden(path: path, reason: "'\(parts[1])' is neither checkout nor none")
            } else if parts[0].hasSuffix(".path") {
                guard !parts[1].hasPrefix("-"), !parts[1].hasPrefix("/"),
                    !parts[1].split(separator: "/").contains("..")
                else { throw .forbidden(path: path, reason: "'\(parts[1])' is outside of the repository") }
                paths.append(parts[1])
            }
        }
        try await must(["submodule", "--quiet", "update", "--init"], directory)
        for path in paths where !Self.isLink(directory + "/" + path) {
            try await submodules(of: directory + "/" + path, depth: depth + 1)
        }
    }

    private static func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    // MARK: Calls

    private func must(_ arguments: [String], _ directory: String?) async throws(LaunchError) {
        let answer = try await call(arguments, directory)
        guard answer.isSuccess else {
            throw .source(
                name: "\(remote)", reason: "git \(arguments[0]) ended with \(answer.code): \(mask(answer.log))")
        }
    }

    private func call(_ arguments: [String], _ directory: String?) async throws(LaunchError) -> Tool.Answer {
        var git = git
        git.directory = directory
        // Hooks and monitors of the user's templates are not for the repositories of others.
        return try await git.run(
            ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "init.templateDir="]
                + [
                    "-c", "advice.detachedHead=false", "-c", "init.defaultBranch=main", "-c",
                    "fetch.recurseSubmodules=false",
                ]
                + arguments)
    }

    /// Git repeats the address in its messages.
    private func mask(_ log: String) -> String {
        log.replacing(remote.address, with: "\(remote)").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
