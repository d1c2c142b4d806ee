/// What a client sends beside its credentials, and how patient it is.
public struct ClientOptions: Sendable {
    /// The `User-Agent`.
    public var userAgent = "roost"
    /// `X-WANDB-USERNAME` of GraphQL requests: the person on whose behalf a service account works.
    public var username: String?
    /// `X-WANDB-USER-EMAIL` of GraphQL requests.
    public var userEmail: String?
    /// Headers that every request carries, uploads too.
    public var extraHeaders: [String: String] = [:]
    /// Accepts any TLS certificate. Only for tests with a certificate of one's own.
    public var acceptsAnyCertificate = false
    /// Proxies by scheme, as `http://host:port`; hosts in `unproxied` and their subdomains are reached directly.
    public var proxies = Proxies()
    /// The seconds that one connection attempt may take.
    public var connectTimeoutSeconds: Double = 10

    public init() {}

    public struct Proxies: Sendable, Hashable {
        public var http: String?
        public var https: String?
        public var unproxied: [String] = []

        public init(http: String? = nil, https: String? = nil, unproxied: [String] = []) {
            self.http = http
            self.https = https
            self.unproxied = unproxied
        }

        /// The proxies of `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY` and their `WANDB_` forms, which come first.
        public init(environment: [String: String]) {
            func value(_ names: String...) -> String? {
                names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
            }
            http = value("WANDB_HTTP_PROXY", "http_proxy", "HTTP_PROXY")
            https = value("WANDB_HTTPS_PROXY", "https_proxy", "HTTPS_PROXY")
            unproxied = (value("no_proxy", "NO_PROXY") ?? "").split(separator: ",").map { String($0).trimmed }
        }

        /// The proxy for requests to `endpoint`; `nil` to connect directly.
        public func proxy(for endpoint: Endpoint) -> String? {
            let isExempt = unproxied.contains { entry in
                let name = entry.hasPrefix(".") ? String(entry.dropFirst()) : entry
                return name == "*" || endpoint.host == name || endpoint.host.hasSuffix("." + name)
                    || endpoint.authority == name
            }
            if isExempt { return nil }
            return endpoint.scheme == "https" ? https : http
        }
    }
}
