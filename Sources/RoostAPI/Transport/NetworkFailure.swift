import AsyncHTTPClient
import NIOCore
import NIOPosix

/// Plain words for what a connection met.
enum NetworkFailure {
    static func text(of error: any Error, endpoint: String) -> String {
        switch error {
        case let error as HTTPClientError: text(of: error, endpoint: endpoint)
        case let error as NIOConnectionError:
            if let cause = error.connectionErrors.first?.error as? IOError {
                "cannot connect to \(error.host):\(error.port) (\(reason(cause)))"
            } else if error.connectionErrors.isEmpty {
                "cannot find the host \(error.host); check the server's address"
            } else {
                "cannot connect to \(error.host):\(error.port)"
            }
        case let error as IOError: "the connection to \(endpoint) broke (\(reason(error)))"
        default: "the connection to \(endpoint) failed (\(error))"
        }
    }

    private static func text(of error: HTTPClientError, endpoint: String) -> String {
        switch error {
        case .connectTimeout: "no connection to \(endpoint) within the time allowed"
        case .readTimeout, .deadlineExceeded: "no answer from \(endpoint) within the time allowed"
        case .remoteConnectionClosed: "the server closed the connection to \(endpoint)"
        default: "the request to \(endpoint) failed (\(error))"
        }
    }

    private static func reason(_ error: IOError) -> String {
        String(cString: strerror(error.errnoCode))
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
