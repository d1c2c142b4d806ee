import RoostAPI

extension APIError {
    /// The error that `Run(...)` throws for it.
    var runError: any Error {
        switch self {
        case .unauthenticated, .invalidCredentials: AuthenticationError(description)
        case .invalidAddress: UsageError("baseURL: \(description)")
        case .refused, .graphQL, .unreachable, .invalidAnswer: CommError(description)
        case .file: RunError(description)
        case .cancelled: CancellationError()
        }
    }
}
