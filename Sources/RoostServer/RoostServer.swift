import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import Metrics
import NIOCore
import NIOSSL
import RoostBlobs
import RoostCatalog
import RoostHistory
import ServiceLifecycle
import UnixSignals

/// A tracking server: opens the stores of a data directory and answers on one port until it is told to stop.
public struct RoostServer: Sendable {
    public static let version = "0.1.0"

    private let configuration: ServerConfiguration

    public init(configuration: ServerConfiguration) {
        self.configuration = configuration
    }

    /// Runs until SIGINT or SIGTERM, then finishes the requests in progress, writes what is pending and returns.
    ///
    /// - Throws: when the data directory is in use or unreadable, the port is taken, or a certificate is not usable.
    public func run() async throws {
        let format = configuration.logFormat
        let level = configuration.logLevel
        LoggingSystem.bootstrap { LineLogHandler(label: $0, format: format, level: level) }
        let metrics = PrometheusRegistry()
        MetricsSystem.bootstrap(metrics)
        let logger = Logger(label: "roost")

        let directory = try DataDirectory(path: configuration.dataDirectory)
        let lock = try directory.lock()
        let services = try await open(directory, logger: logger)
        let welcome = try await Welcome(catalog: services.catalog, dataDirectory: directory.path)
        let scheme = configuration.tls == nil ? "http" : "https"
        let group = try group(services, metrics: metrics, signals: [.sigterm, .sigint]) { port in
            let host = configuration.host == "0.0.0.0" || configuration.host == "::" ? "127.0.0.1" : configuration.host
            welcome.print(address: configuration.publicURL ?? "\(scheme)://\(host):\(port)")
        }
        try await Self.run(group, closing: services)
        withExtendedLifetime(lock) {}
        logger.info("stopped")
    }

    /// Runs until `group` is told to stop, and then closes the stores.
    static func run(_ group: ServiceGroup, closing services: Services) async throws {
        try await group.run()
        try await services.history.close()
        try await services.catalog.close()
    }

    /// What a server consists of while it runs.
    ///
    /// - Parameter onRunning: called with the port when requests are answered.
    func group(
        _ services: Services, metrics: PrometheusRegistry, signals: [UnixSignal],
        onRunning: @escaping @Sendable (Int) async -> Void
    ) throws -> ServiceGroup {
        let application = Application(
            router: try router(services, metrics: metrics),
            server: try serverBuilder(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "Roost",
                availableConnectionsDelegate: MaximumAvailableConnections(Limits.connections, logger: services.logger)),
            services: [services.activity, StoreMaintenance(services: services), LaunchKeeper(services: services)],
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? configuration.port) },
            logger: services.logger)
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application], gracefulShutdownSignals: signals, logger: services.logger))
    }

    /// Opens the stores of a data directory.
    func open(_ directory: DataDirectory, logger: Logger) async throws -> Services {
        let catalog = try await Catalog.open(sqlite: directory.catalogFile)
        let live = LiveHub()
        return Services(
            catalog: catalog,
            history: try await EmbeddedHistory.open(path: directory.historyFile),
            blobs: try await DirectoryBlobStore(path: directory.blobsDirectory),
            authenticator: Authenticator(catalog: catalog),
            signer: AddressSigner(secret: try directory.secret()),
            activity: RunActivity(
                catalog: catalog, live: live, crashAfter: configuration.crashAfter, logger: logger),
            runs: RunLookup(catalog: catalog),
            live: live,
            launch: LaunchDesk(timings: configuration.launch),
            allowsAnonymousAccounts: configuration.makesAnonymousAccounts,
            dataDirectory: directory.path, logger: logger)
    }

    func router(_ services: Services, metrics: PrometheusRegistry) throws -> Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.add(middleware: AnswerErrors())
        router.add(middleware: RequestLog(metrics: metrics))
        router.add(middleware: CompressResponses())
        // The inner one answers errors of routes, so that they are logged and compressed like any other answer.
        router.add(middleware: AnswerErrors())
        router.add(
            middleware: IdentifyCaller(
                authenticator: services.authenticator,
                publicURL: configuration.publicURL?.trimmingTrailingSlash(),
                scheme: configuration.tls == nil ? "http" : "https"))
        router.add(try Routes(services: services, metrics: metrics).all)
        return router
    }

    private func serverBuilder() throws -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: .milliseconds(configuration.idleTimeout.nanoseconds / 1_000_000),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: Limits.headerBytes, maxHeaderListSize: Limits.headerBytes,
                    maxHeaderFieldCount: 200)))
        guard let tls = configuration.tls else { return http }
        let chain = try NIOSSLCertificate.fromPEMFile(tls.certificateFile).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(file: tls.keyFile, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        return try .tls(http, tlsConfiguration: configuration)
    }
}

extension String {
    func trimmingTrailingSlash() -> String { hasSuffix("/") ? String(dropLast()) : self }
}
