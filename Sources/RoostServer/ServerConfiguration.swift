import Foundation
import Logging
import RoostCatalog

/// How a server runs.
public struct ServerConfiguration: Sendable {
    /// Certificate chain and private key, in PEM files.
    public struct TLS: Sendable {
        public let certificateFile: String
        public let keyFile: String

        public init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var port = 8080
    public var dataDirectory: String
    public var tls: TLS?
    /// The address that clients use, when it differs from what they send as `Host` (behind a proxy). Without a
    /// trailing slash; may have a path.
    public var publicURL: String?
    /// A running run without a sign of life for this long is shown as crashed.
    public var crashAfter = Duration.seconds(120)
    /// How long leases of queued items last.
    public var launch = LaunchTimings()
    /// A client that sends nothing for this long, between requests or in the middle of one, is disconnected.
    var idleTimeout = Duration.seconds(120)
    /// Whether a client without a key may get an account of its own (`anonymous="must"`). When it is not said, only a
    /// server that this machine alone can reach does so.
    public var allowsAnonymousAccounts: Bool?
    public var logFormat = LogFormat.text
    public var logLevel = Logger.Level.info

    public init(dataDirectory: String) {
        self.dataDirectory = dataDirectory
    }

    var makesAnonymousAccounts: Bool {
        allowsAnonymousAccounts ?? (host == "localhost" || host == "::1" || host.hasPrefix("127."))
    }

    /// `$XDG_DATA_HOME/roost`, or `~/.local/share/roost`.
    public static var defaultDataDirectory: String {
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") { return base + "/roost" }
        return NSHomeDirectory() + "/.local/share/roost"
    }
}
