import Foundation

/// Finds the key for a server: given by the caller, in `WANDB_API_KEY`, or in the netrc file.
public struct CredentialFinder: Sendable {
    /// Where a key was found.
    public enum Source: Sendable, Hashable {
        case argument
        case environment
        case netrc(path: String)
    }

    private let environment: [String: String]
    private let home: String

    /// - Parameters:
    ///   - environment: the program's environment variables.
    ///   - home: the user's home directory; by default that of the environment.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        home: String? = nil
    ) {
        self.environment = environment
        self.home = home ?? HomeDirectory.path(environment: environment)
    }

    /// The path of the netrc file that is read.
    public var netrcPath: String { Netrc.path(environment: environment, home: home) }

    /// The credentials for `endpoint` and where they came from; `nil` when there are none.
    ///
    /// - Parameter explicit: a key that the caller was given; it comes before all others.
    public func find(explicit: String? = nil, for endpoint: Endpoint) throws(APIError) -> (Credentials, Source)? {
        if let explicit {
            try APIKeyRules.check(explicit, source: "the argument")
            return (.apiKey(explicit), .argument)
        }
        if let key = environment["WANDB_API_KEY"], !key.isEmpty {
            try APIKeyRules.check(key, source: "WANDB_API_KEY")
            return (.apiKey(key), .environment)
        }
        let path = netrcPath
        guard let key = try Netrc(contentsOf: path).password(for: endpoint) else { return nil }
        try APIKeyRules.check(key, source: path)
        return (.apiKey(key), .netrc(path: path))
    }
}
