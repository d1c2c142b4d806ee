import Foundation
import RoostAPI
import RoostJSON

/// A server and the right to use it.
struct ServerAccess: Sendable {
    let endpoint: Endpoint
    let credentials: Credentials
    let options: ClientOptions
    /// The beginning of addresses that people open.
    let appURL: String
    /// The key of an account that was made for the run: who has the run's address has the key.
    var anonymousKey: String?

    func client() throws -> APIClient {
        do {
            return try APIClient(endpoint: endpoint, credentials: credentials, options: options)
        } catch {
            throw error.runError
        }
    }

    /// Finds the key for the settings' server.
    ///
    /// - Returns: `nil` when there is none and the run may be written offline.
    /// - Throws: ``UsageError`` when there is none and the run has to be online.
    static func find(
        _ settings: Settings, _ surroundings: Surroundings, _ messages: Messages
    ) async throws -> ServerAccess? {
        do {
            let endpoint = try Endpoint(settings.baseURL ?? Settings.defaultBaseURL)
            let options = options(settings, surroundings)
            var access = ServerAccess(
                endpoint: endpoint, credentials: .none, options: options, appURL: appURL(settings, endpoint))
            let finder = CredentialFinder(environment: surroundings.environment, home: surroundings.home)
            let found = try finder.find(explicit: settings.apiKey, for: endpoint)
            if let (credentials, _) = found, settings.anonymous != .must {
                access = access.with(credentials)
                return access
            }
            if settings.anonymous == .must || settings.anonymous == .allow {
                return try await access.anonymous(finder, messages)
            }
        } catch let error as APIError {
            throw error.runError
        }
        if settings.force == false { return nil }
        throw UsageError(
            "apiKey: there is no API key for \(settings.baseURL ?? Settings.defaultBaseURL). Log in with `roost login`, "
                + "set WANDB_API_KEY, or use mode: .offline.")
    }

    /// The variables of a process that uploads to the server on this program's behalf.
    func environment(_ settings: Settings, _ surroundings: Surroundings) -> [String: String] {
        var variables = surroundings.environment
        variables["WANDB_BASE_URL"] = "\(endpoint)"
        if case .apiKey(let key) = credentials { variables["WANDB_API_KEY"] = key }
        variables["WANDB_USERNAME"] = settings.username
        variables["WANDB_USER_EMAIL"] = settings.userEmail
        variables["WANDB_IGNORE_GLOBS"] = settings.ignoreGlobs?.joined(separator: ",")
        if settings.insecureDisableTLS == true { variables["WANDB_INSECURE_DISABLE_SSL"] = "true" }
        if let headers = settings.extraHTTPHeaders {
            let members = headers.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
            variables["WANDB_X_EXTRA_HTTP_HEADERS"] = JSON.object(JSONObject(members, uniquingKeysWith: { $1 })).text
        }
        return variables
    }

    private func with(_ credentials: Credentials) -> ServerAccess {
        ServerAccess(endpoint: endpoint, credentials: credentials, options: options, appURL: appURL)
    }

    /// Signs up for an account, and keeps its key for the next run.
    private func anonymous(_ finder: CredentialFinder, _ messages: Messages) async throws -> ServerAccess {
        let client = try client()
        let key: String
        do {
            key = try await client.send(CreateAnonymousApiKey())
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw AuthenticationError(
                "anonymous: the server \(endpoint) offers no anonymous accounts (\(error)). "
                    + "Log in with `roost login`, or set WANDB_API_KEY.")
        }
        var netrc = try Netrc(contentsOf: finder.netrcPath)
        // The key of the user's own account stays.
        if netrc.password(for: endpoint) == nil {
            netrc.set(machine: endpoint.authority, password: key)
            try netrc.write(to: finder.netrcPath)
        }
        messages.info("The run goes to an anonymous account; who has its address can see and change it.")
        var access = with(.apiKey(key))
        access.anonymousKey = key
        return access
    }

    private static func options(_ settings: Settings, _ surroundings: Surroundings) -> ClientOptions {
        var options = ClientOptions()
        options.userAgent = "roost-swift/\(RoostVersion.current)"
        options.username = settings.username
        options.userEmail = settings.userEmail
        options.extraHeaders = settings.extraHTTPHeaders ?? [:]
        options.acceptsAnyCertificate = settings.insecureDisableTLS ?? false
        options.proxies = ClientOptions.Proxies(environment: surroundings.environment)
        return options
    }

    private static func appURL(_ settings: Settings, _ endpoint: Endpoint) -> String {
        if let given = settings.appURL { return given.withoutTrailing("/") }
        let address = "\(endpoint)"
        return address == "https://api.wandb.ai" ? "https://wandb.ai" : address
    }
}
