import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A client of one server's HTTP and GraphQL API, for Roost's server and every other that speaks the protocol.
///
/// Requests are retried as their ``RetryPolicy`` says. The client keeps a pool of connections; call ``shutdown()``
/// when it is no longer needed.
///
/// ```swift
/// let endpoint = try Endpoint("http://localhost:8080")
/// let client = try APIClient(endpoint: endpoint, credentials: .apiKey(key))
/// let viewer = try await client.send(ViewerQuery())
/// await client.shutdown()
/// ```
public final class APIClient: Sendable {
    public let endpoint: Endpoint
    let credentials: Credentials
    let options: ClientOptions
    let http: HTTPClient

    /// - Parameters:
    ///   - endpoint: the server.
    ///   - credentials: the key, sent to this server alone.
    ///   - options: headers, proxies and time-outs.
    public init(
        endpoint: Endpoint, credentials: Credentials, options: ClientOptions = ClientOptions()
    ) throws(APIError) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.options = options
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .milliseconds(Int64(options.connectTimeoutSeconds * 1000))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = APILimits.connections
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .size(APILimits.responseBytes))
        if options.acceptsAnyCertificate {
            configuration.tlsConfiguration = .clientDefault
            configuration.tlsConfiguration?.certificateVerification = .none
        }
        if let proxy = options.proxies.proxy(for: endpoint) {
            let parts = try AddressParts(proxy)
            configuration.proxy = .server(host: parts.host, port: parts.port ?? (parts.scheme == "https" ? 443 : 80))
        }
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections. Requests under way fail.
    public func shutdown() async {
        // It throws only when it is called twice, which does no harm.
        try? await http.shutdown()
    }

    /// The headers that this program sends to `url`.
    func headers(to url: String, isAuthenticated: Bool) -> HTTPHeaders {
        var headers = HTTPHeaders()
        headers.add(name: "User-Agent", value: options.userAgent)
        for (name, value) in options.extraHeaders.sorted(by: { $0.key < $1.key }) {
            headers.replaceOrAdd(name: name, value: value)
        }
        if isAuthenticated, endpoint.covers(url) {
            headers.replaceOrAdd(name: "Authorization", value: credentials.header)
        }
        return headers
    }
}
