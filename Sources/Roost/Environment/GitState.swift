/// The commit that a program runs from, and what was changed since.
public struct GitState: Sendable, Hashable {
    /// The folder of the work tree.
    public let root: String
    /// The commit that is checked out; `nil` before the first.
    public let commit: String?
    /// The address of the remote, without a password.
    public let remote: String?
    /// The branch; `nil` when none is checked out.
    public let branch: String?

    /// - Parameters:
    ///   - directory: a folder within the work tree.
    ///   - remoteName: the remote whose address is told.
    ///   - searchPath: the value of `PATH`, where `git` is looked for.
    /// - Returns: `nil` when the folder is in no work tree, or there is no `git`.
    public init?(directory: String, remoteName: String = "origin", searchPath: String) {
        guard let git = GitCommand(directory: directory, searchPath: searchPath),
            let root = git.line(["rev-parse", "--show-toplevel"])
        else { return nil }
        self.root = root
        commit = git.line(["rev-parse", "--verify", "HEAD"])
        remote = git.line(["config", "--get", "remote.\(remoteName).url"]).map(Self.withoutPassword)
        branch = git.line(["symbolic-ref", "--short", "HEAD"])
    }

    /// The changes of the tracked files since the commit, as a patch; `nil` when there are none.
    public static func patch(directory: String, searchPath: String) -> [UInt8]? {
        guard let git = GitCommand(directory: directory, searchPath: searchPath) else { return nil }
        let patch = git.bytes(["diff", "--submodule=diff", "--no-color", "--no-ext-diff", "HEAD"])
        return patch?.isEmpty == false ? patch : nil
    }

    /// The address without a password: `https://user:secret@host/x` becomes `https://user:@host/x`.
    static func withoutPassword(_ address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@"), let colon = host[..<at].firstIndex(of: ":") else { return address }
        return String(address[...colon] + address[at...])
    }
}
