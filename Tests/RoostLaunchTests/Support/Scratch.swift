import Foundation
import RoostJSON

@testable import RoostLaunch

/// A folder of one test.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "roost-launch-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        let file = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ name: String) -> String? {
        FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Runs git there, as a person who makes a repository.
    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
        let identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"]
        let answer = try await Tool("/usr/bin/git", in: path, environment: environment, timeoutSeconds: 60).run(
            identity + arguments)
        if !answer.isSuccess { throw LaunchError.system(operation: "git", reason: answer.log) }
        return answer.line ?? ""
    }

    /// Makes the folder a repository with all its files in one commit.
    func commitAll(branch: String = "main") async throws -> String {
        if !FileManager.default.fileExists(atPath: path + "/.git") {
            try await git("init", "--quiet", "--initial-branch=\(branch)")
        }
        try await git("add", "--all")
        try await git("commit", "--quiet", "--message=x")
        return try await git("rev-parse", "HEAD")
    }
}

/// Looks until something is so.
func eventually(seconds: Double = 30, _ condition: () async throws -> Bool) async throws -> Bool {
    let end = JobDirectory.now + seconds
    while JobDirectory.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}
