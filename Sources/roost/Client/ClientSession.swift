import Roost
import RoostAPI

/// A command's connection to a server, with the key that was found for it.
struct ClientSession: Sendable {
    let settings: Settings
    let endpoint: Endpoint
    let client: APIClient

    /// Connects as the settings say, and closes the connections when `body` is done.
    ///
    /// - Throws: ``CommandFailure`` when there is no key.
    static func with<Result: Sendable>(
        _ server: ServerOptions, in surroundings: Surroundings = .process,
        _ body: (ClientSession) async throws -> Result
    ) async throws -> Result {
        let settings = try server.settings(in: surroundings)
        let endpoint = try Endpoint(settings.baseURL ?? Settings.defaultBaseURL)
        let finder = CredentialFinder(environment: surroundings.environment, home: surroundings.home)
        guard let (credentials, _) = try finder.find(explicit: settings.apiKey, for: endpoint) else {
            throw CommandFailure.noKey(endpoint)
        }
        return try await with(settings, endpoint, credentials, in: surroundings, body)
    }

    /// Connects with credentials that are known already.
    static func with<Result: Sendable>(
        _ settings: Settings, _ endpoint: Endpoint, _ credentials: Credentials, in surroundings: Surroundings,
        _ body: (ClientSession) async throws -> Result
    ) async throws -> Result {
        let options = ClientOptions(settings, surroundings)
        let client = try APIClient(endpoint: endpoint, credentials: credentials, options: options)
        let session = ClientSession(settings: settings, endpoint: endpoint, client: client)
        do {
            let result = try await body(session)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Asks, as patiently as a person at a terminal.
    func send<Operation: GraphQLOperation>(_ operation: Operation) async throws(APIError) -> Operation.Answer {
        try await client.send(operation, policy: .command)
    }

    /// The entity that a command means when none is named: that of the settings, else the key's own.
    func defaultEntity() async throws -> String {
        if let entity = settings.entity, !entity.isEmpty { return entity }
        guard let viewer = try await send(ViewerQuery()) else { throw CommandFailure.unknownKey(endpoint) }
        guard let entity = viewer.entity ?? viewer.username else {
            throw CommandFailure(
                .notPermitted, "The key of \(endpoint) has no default entity. Name one, as in ENTITY/PROJECT.")
        }
        return entity
    }

    /// The entity that a person named, or the one that is meant when none is named.
    func entity(_ named: String?) async throws -> String {
        if let named { named } else { try await defaultEntity() }
    }
}

extension CommandFailure {
    static func noKey(_ endpoint: Endpoint) -> CommandFailure {
        CommandFailure(
            .notPermitted,
            "There is no API key for \(endpoint). Log in with 'roost login --host \(endpoint)', or set WANDB_API_KEY.")
    }

    static func unknownKey(_ endpoint: Endpoint) -> CommandFailure {
        CommandFailure(
            .notPermitted,
            "\(endpoint) does not know the API key. Log in again with 'roost login --relogin --host \(endpoint)'.")
    }
}

extension ClientOptions {
    /// What the commands send, as the settings say.
    init(_ settings: Settings, _ surroundings: Surroundings) {
        self.init()
        userAgent = "roost/\(RoostVersion.current)"
        username = settings.username
        userEmail = settings.userEmail
        extraHeaders = settings.extraHTTPHeaders ?? [:]
        acceptsAnyCertificate = settings.insecureDisableTLS ?? false
        proxies = Proxies(environment: surroundings.environment)
    }
}

extension RetryPolicy {
    /// A person waits: a few attempts, within half a minute.
    static let command = RetryPolicy(
        retries: 3, baseDelaySeconds: 0.5, maximumDelaySeconds: 4, attemptTimeoutSeconds: 30, deadlineSeconds: 30)
    /// Transfers take the time that they need, but not a week to give up.
    static let commandTransfer = RetryPolicy(
        retries: 5, baseDelaySeconds: 0.5, maximumDelaySeconds: 8, attemptTimeoutSeconds: 86_400,
        finalStatuses: RetryPolicy.allClientErrors)
}
