import Roost
import RoostAPI
import RoostCatalog
import RoostLaunch
import RoostLog
import RoostServer

/// Why a command did not do what it was asked: a message that names what is wrong and the remedy, and the exit status.
struct CommandFailure: Error, Sendable, Hashable, CustomStringConvertible {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// What any error of the libraries means at the command line.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as APIError: self.init(Self.status(of: error), error.description)
        case let error as UsageError: self.init(.usage, error.message)
        case let error as AuthenticationError: self.init(.notPermitted, error.message)
        case let error as CommError: self.init(.unavailable, error.message)
        case let error as RunError: self.init(.fileError, error.message)
        case let error as LogError: self.init(.badData, "\(error)")
        case let error as ServerError: self.init(Self.status(of: error), error.message)
        case let error as CatalogError: self.init(Self.status(of: error), error.description)
        case let error as DataDirectory.Failure: self.init(Self.status(of: error), error.description)
        case let error as LaunchError: self.init(Self.status(of: error), error.description)
        case is CancellationError: self.init(.temporary, "Interrupted.")
        default: self.init(.internalError, "\(error)")
        }
    }

    var description: String { message }

    static func noProject(_ entity: String, _ project: String) -> CommandFailure {
        CommandFailure(.notFound, "There is no project \(entity)/\(project), or your account may not read it.")
    }

    static func noRun(_ path: RunPath) -> CommandFailure {
        CommandFailure(.notFound, "There is no run \(path), or your account may not read it.")
    }

    private static func status(of error: APIError) -> ExitStatus {
        switch error {
        case .invalidAddress: .usage
        case .invalidCredentials, .unauthenticated: .notPermitted
        case .refused(_, status: 404, _): .notFound
        case .refused, .graphQL, .unreachable, .invalidAnswer: .unavailable
        case .file: .fileError
        case .artifact: .badData
        case .cancelled: .temporary
        }
    }

    private static func status(of error: LaunchError) -> ExitStatus {
        switch error {
        case .invalid, .forbidden: .usage
        case .notFound: .notFound
        case .source, .build, .unavailable, .submission, .server: .unavailable
        case .system: .fileError
        }
    }

    private static func status(of error: ServerError) -> ExitStatus {
        switch error {
        case .invalid, .malformed, .conflict, .tooLarge, .unsupported: .usage
        case .notFound, .gone: .notFound
        case .notSignedIn, .badCredentials, .forbidden: .notPermitted
        case .busy, .shuttingDown: .temporary
        }
    }

    private static func status(of error: CatalogError) -> ExitStatus {
        switch error {
        case .invalid, .conflict, .limit: .usage
        case .notFound: .notFound
        case .busy: .temporary
        case .newerFormat: .badData
        case .database: .fileError
        }
    }

    private static func status(of error: DataDirectory.Failure) -> ExitStatus {
        switch error {
        case .cannotCreate: .fileError
        case .inUse: .temporary
        }
    }
}
