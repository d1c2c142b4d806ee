import ArgumentParser
import Roost
import RoostAPI

struct LoginCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Store the API key of a server.",
        discussion: """
            Asks for the key without showing it, asks the server whether it knows it, and keeps it in the netrc file \
            (~/.netrc, or the one that NETRC names), readable by you alone. The Python client reads the same file. \
            With --host, that server becomes the one that is used from now on.
            """)

    @Argument(
        help: "The API key. Others on this machine can see a command line: better be asked for it, or use --key-stdin.")
    var key: String?

    @OptionGroup var server: ServerOptions

    @Flag(help: "Read the key from standard input.")
    var keyStdin = false

    @Flag(help: "Store a new key, although there is one.")
    var relogin = false

    @Flag(inversion: .prefixedNo, help: "Ask the server whether it knows the key.")
    var verify = true

    func validate() throws {
        if key != nil, keyStdin {
            throw ValidationError("Give the key as an argument or with --key-stdin, not both.")
        }
    }

    func perform() async throws {
        let surroundings = Surroundings.process
        let settings = try server.settings(in: surroundings)
        let endpoint = try Endpoint(settings.baseURL ?? Settings.defaultBaseURL)
        let store = KeyStore(
            path: CredentialFinder(environment: surroundings.environment, home: surroundings.home).netrcPath)
        let stored = try storedKey(for: endpoint, in: store)
        let key = try stored ?? newKey(for: endpoint)
        let account = verify ? try await account(of: key, settings, endpoint, surroundings) : nil
        if server.host != nil { try select(endpoint, settings, surroundings) }
        if stored == nil {
            try store.set(key, for: endpoint)
            Terminal.standardError("The key is in \(store.path).")
        }
        print(account.map { "Logged in to \(endpoint) as \($0)." } ?? "The key of \(endpoint) is stored, unverified.")
        if let variable = surroundings.environment["WANDB_API_KEY"], !variable.isEmpty, variable != key {
            Terminal.standardError("WANDB_API_KEY is set to another key, which comes before the stored one. Unset it.")
        }
    }

    /// The key that is stored already, unless a new one is wanted or the stored one is none.
    private func storedKey(for endpoint: Endpoint, in store: KeyStore) throws -> String? {
        guard !relogin, !keyStdin, key == nil, let stored = try store.key(for: endpoint) else { return nil }
        try APIKeyRules.check(stored, source: store.path)
        return stored
    }

    private func newKey(for endpoint: Endpoint) throws -> String {
        if let key {
            try APIKeyRules.check(key, source: "the command line")
            return key
        }
        if keyStdin {
            guard let line = readLine(), !line.isEmpty else {
                throw CommandFailure(.usage, "--key-stdin: standard input holds no key.")
            }
            try APIKeyRules.check(line, source: "standard input")
            return line
        }
        guard Terminal.isInteractive else {
            throw CommandFailure(
                .usage,
                "There is no terminal on which the key could be asked for. Pass it with --key-stdin, or set "
                    + "WANDB_API_KEY; it is shown at \(endpoint)/authorize.")
        }
        Terminal.standardError("The key is shown at \(endpoint)/authorize.")
        guard let line = Terminal.askSecret("API key"), !line.isEmpty else {
            throw CommandFailure(.usage, "No key was given.")
        }
        try APIKeyRules.check(line, source: "the terminal")
        return line
    }

    /// The name of the account that the key belongs to.
    private func account(
        of key: String, _ settings: Settings, _ endpoint: Endpoint, _ surroundings: Surroundings
    ) async throws -> String {
        do {
            return try await ClientSession.with(settings, endpoint, .apiKey(key), in: surroundings) { session in
                guard let viewer = try await session.send(ViewerQuery()) else { throw Self.refusal(endpoint) }
                return viewer.username ?? viewer.entity ?? viewer.id
            }
        } catch APIError.unauthenticated {
            throw Self.refusal(endpoint)
        }
    }

    private static func refusal(_ endpoint: Endpoint) -> CommandFailure {
        CommandFailure(
            .notPermitted,
            "\(endpoint) does not know this key; nothing is stored. Copy the key from \(endpoint)/authorize, or name "
                + "its server with --host.")
    }

    /// Makes `endpoint` the server that is used when none is named.
    private func select(_ endpoint: Endpoint, _ settings: Settings, _ surroundings: Surroundings) throws {
        let path = settings.userSettingsPath(in: surroundings)
        var file = try SettingsFile(contentsOf: path)
        file.set("base_url", to: endpoint.description)
        try file.write(to: path)
    }
}
