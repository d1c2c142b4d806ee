import ArgumentParser
import Roost
import RoostAPI
import RoostJSON

struct StatusCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the server, the account, and every setting with its origin.",
        discussion: "An environment variable comes before wandb/settings, which comes before your own settings file.")

    @OptionGroup var server: ServerOptions

    @Flag(help: "Print JSON.")
    var json = false

    func perform() async throws {
        let surroundings = Surroundings.process
        let settings = try server.settings(in: surroundings)
        let endpoint = try Endpoint(settings.baseURL ?? Settings.defaultBaseURL)
        let origins = try Settings.origins(in: surroundings)
        var account = await AccountStatus(of: endpoint, settings, surroundings)
        if let origin = origins.first(where: { $0.name == "api_key" }) { account.keySource = origin.source.place }
        let listing = Listing(
            columns: ["setting", "value", "origin"],
            rows: origins.map {
                [.string($0.name), .string(Self.shown($0)), .string($0.source.place)]
            })
        if json {
            print(
                PrettyJSON.text([
                    "server": .string(endpoint.description), "key": JSON(account.keySource),
                    "user": JSON(account.user), "problem": JSON(account.problem), "settings": listing.json,
                ]))
            return
        }
        print("Server:  \(endpoint)")
        print("Key:     \(account.keySource.map { "from \($0)" } ?? "none; 'roost login' stores one")")
        print("User:    \(account.user ?? account.problem.map { "unknown; \($0)" } ?? "unknown")")
        if origins.isEmpty {
            print("\nNo settings are made.")
        } else {
            print("")
            listing.print(as: .table)
        }
    }

    /// Secrets are named, not shown.
    private static func shown(_ origin: Settings.Origin) -> String {
        ["api_key", "extra_http_headers"].contains(origin.name) ? "(set)" : origin.text
    }
}

/// Whose key is used, as far as that can be told within a few seconds.
private struct AccountStatus {
    var keySource: String?
    var user: String?
    var problem: String?

    init(of endpoint: Endpoint, _ settings: Settings, _ surroundings: Surroundings) async {
        let finder = CredentialFinder(environment: surroundings.environment, home: surroundings.home)
        do {
            guard let (credentials, source) = try finder.find(explicit: settings.apiKey, for: endpoint) else { return }
            keySource =
                switch source {
                case .argument, .environment: "WANDB_API_KEY"
                case .netrc(let path): path
                }
            let viewer = try await ClientSession.with(settings, endpoint, credentials, in: surroundings) { session in
                try await session.client.send(ViewerQuery(), policy: .glance)
            }
            user = viewer?.username ?? viewer?.entity
            if viewer == nil { problem = "the server does not know the key" }
        } catch {
            problem = CommandFailure(error).message
        }
    }
}

extension RetryPolicy {
    /// One attempt of a few seconds, for what is good to know but not needed.
    fileprivate static let glance = RetryPolicy(retries: 0, attemptTimeoutSeconds: 5)
}
