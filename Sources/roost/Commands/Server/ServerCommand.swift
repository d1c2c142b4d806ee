import ArgumentParser
import Foundation
import Logging
import NIOCore
import RoostCatalog
import RoostServer

struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Run the server that clients log to.",
        discussion: """
            Keeps everything in one data directory and answers on one port. On start it prints its address, a sign-in \
            link that works once, and the two lines that a Python user pastes. Ctrl-C finishes the requests in \
            progress and stops.
            """)

    @Option(help: "The address to listen on. 0.0.0.0 serves the network; use TLS then.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 8080

    @Option(
        help: ArgumentHelp(
            "The data directory; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("A PEM file with the certificate chain; needs --tls-key.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("A PEM file with the private key of the certificate.", valueName: "file"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("The address that clients use, when the server is behind a proxy.", valueName: "url"))
    var publicURL: String?

    @Option(help: ArgumentHelp("Show a run as crashed after this long without a sign of life.", valueName: "seconds"))
    var crashAfter = 120

    @Option(
        help: ArgumentHelp(
            """
            How long a launched job goes on while its agent cannot reach this server. Then its agent ends it, and \
            another may take its item.
            """,
            valueName: "seconds"))
    var jobLease = 300

    /// For tests: shorter leases of queued items, as `LEASE,ACKNOWLEDGE,LOOK,GONE`.
    @Option(help: .private)
    var launchMilliseconds: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Give clients without a key an account of their own. By default only when --host is this machine alone.")
    var anonymousAccounts: Bool?

    @Option(help: "How log lines look: text or json.")
    var logFormat = LogFormat.text

    @Option(help: "The least important log lines to write: trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.info

    private var launchTimings: LaunchTimings? {
        let numbers = launchMilliseconds?.split(separator: ",").compactMap { Int64($0) } ?? []
        guard numbers.count == 4, numbers.allSatisfy({ $0 > 0 }) else { return nil }
        return LaunchTimings(
            lease: numbers[0], acknowledge: numbers[1], officialLook: numbers[2], agentGone: numbers[3])
    }

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port \(port): expected 0 to 65535")
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together: give both or neither")
        }
        guard launchMilliseconds == nil || launchTimings != nil else {
            throw ValidationError("--launch-milliseconds: expected four numbers")
        }
        guard (10...604_800).contains(jobLease) else {
            throw ValidationError("--job-lease \(jobLease): expected 10 to 604800 seconds")
        }
        guard (4...86_400).contains(crashAfter) else {
            throw ValidationError("--crash-after \(crashAfter): expected 4 to 86400 seconds")
        }
        if let publicURL, !publicURL.hasPrefix("http://"), !publicURL.hasPrefix("https://") {
            throw ValidationError("--public-url '\(publicURL)': expected an address such as https://roost.example.org")
        }
    }

    func run() async throws {
        var configuration = ServerConfiguration(
            dataDirectory: data ?? ServerConfiguration.defaultDataDirectory)
        configuration.host = host
        configuration.port = port
        if let tlsCertificate, let tlsKey {
            configuration.tls = .init(certificateFile: tlsCertificate, keyFile: tlsKey)
        }
        configuration.publicURL = publicURL
        configuration.crashAfter = .seconds(crashAfter)
        configuration.launch = launchTimings ?? LaunchTimings()
        configuration.launch.hold = Int64(jobLease) * 1_000
        configuration.launch.lease = min(configuration.launch.lease, configuration.launch.hold)
        configuration.allowsAnonymousAccounts = anonymousAccounts
        configuration.logFormat = logFormat
        configuration.logLevel = logLevel
        let server = RoostServer(configuration: configuration)
        try await CommandFailure.told {
            try readable()
            do {
                try await server.run()
            } catch {
                throw failure(error) ?? error
            }
        }
    }

    private func readable() throws(CommandFailure) {
        for (option, path) in [("--tls-certificate", tlsCertificate), ("--tls-key", tlsKey)] {
            guard let path, !FileManager.default.isReadableFile(atPath: path) else { continue }
            throw CommandFailure(.fileError, "\(option) \(path) cannot be read. Give the path of a PEM file.")
        }
    }

    /// What an error of the network library means to the person who started the server.
    func failure(_ error: any Error) -> CommandFailure? {
        switch error {
        case let error as IOError where [EADDRINUSE, EADDRNOTAVAIL, EACCES].contains(error.errnoCode):
            CommandFailure(
                .unavailable,
                "\(host):\(port) cannot be listened on: \(String(cString: strerror(error.errnoCode))). Choose another "
                    + "with --host or --port.")
        case is SocketAddressError.UnknownHost:
            CommandFailure(.usage, "--host \(host) is no address of this machine. Give one, such as 127.0.0.1.")
        case let error where tlsKey != nil && "\(error)".hasPrefix("failedToLoad"):
            CommandFailure(
                .badData,
                "--tls-certificate and --tls-key cannot be used (\(error)). Give PEM files with a certificate chain and "
                    + "with its private key.")
        default: nil
        }
    }
}

extension LogFormat: ExpressibleByArgument {}
extension Logger.Level: @retroactive ExpressibleByArgument {}
