/// Where the source of a job may come from.
public struct SourcePolicy: Sendable, Hashable {
    /// Whether a launch may name a folder of this machine. An agent, which works for others, does not let it.
    public var allowsLocalFolders: Bool
    /// Beginnings of repository addresses that are allowed beside `https:` and `ssh:`, such as `http://git.example/`.
    public var trustedRemotes: [String]

    public init(allowsLocalFolders: Bool = false, trustedRemotes: [String] = []) {
        self.allowsLocalFolders = allowsLocalFolders
        self.trustedRemotes = trustedRemotes
    }
}
