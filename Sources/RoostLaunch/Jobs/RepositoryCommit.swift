import Foundation

/// Finds the commit of a repository that a job is made of.
public enum RepositoryCommit {
    /// The commit that a branch, tag or commit names now.
    ///
    /// - Parameters:
    ///   - remote: the address of the repository: `https://…`, `ssh://…` or `user@host:path`.
    ///   - version: a branch, a tag or a commit; by default the main branch.
    ///   - policy: which other addresses are allowed.
    ///   - surroundings: the variables of this process; git finds the user's credentials by them.
    /// - Throws: ``LaunchError/forbidden(path:reason:)`` for another address, ``LaunchError/source(name:reason:)`` when it
    ///   cannot be read or has no such version.
    public static func find(
        _ remote: String, version: String? = nil, policy: SourcePolicy = SourcePolicy(),
        surroundings: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(LaunchError) -> String {
        let remote = try GitRemote(remote, path: "path", policy: policy)
        let checkout = try GitCheckout(remote, version: version, policy: policy, surroundings: surroundings)
        let folder = FileManager.default.temporaryDirectory.appending(path: "roost-git-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await checkout.run(into: folder.path(percentEncoded: false))
    }
}
