/// What went wrong between this program and the server.
public enum APIError: Error, Sendable, Hashable {
    /// The address of the server cannot be used: the text and what would be right.
    case invalidAddress(String, reason: String)
    /// A key, a netrc file or a token file is malformed or unreadable.
    case invalidCredentials(String)
    /// The server does not accept the key (401 or 403); the message is the server's.
    case unauthenticated(request: String, status: Int, message: String)
    /// The server refused the request with a status that trying again would not change.
    case refused(request: String, status: Int, message: String)
    /// The server understood the GraphQL request and answered with errors.
    case graphQL(operation: String, messages: [String])
    /// Every attempt failed; `cause` is what the last one met.
    case unreachable(request: String, attempts: Int, cause: String)
    /// The server's answer is not what the protocol promises: the field and what was expected.
    case invalidAnswer(request: String, reason: String)
    /// A local file could not be read or written.
    case file(path: String, reason: String)
    /// An artifact is not as its manifest says, or cannot be put on this disk; `path` is the file within it.
    case artifact(name: String, path: String, reason: String)
    /// The surrounding task was cancelled.
    case cancelled(request: String)
}

extension APIError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidAddress(let text, let reason):
            "The server address \"\(text)\" cannot be used: \(reason). Give one such as https://roost.example.com."
        case .invalidCredentials(let reason):
            reason
        case .unauthenticated(let request, let status, let message):
            "\(request): the server does not accept the API key (status \(status): \(message)). "
                + "Log in again, or set WANDB_API_KEY to a key of this server."
        case .refused(let request, let status, let message):
            "\(request): refused with status \(status): \(message)"
        case .graphQL(let operation, let messages):
            "\(operation): \(messages.joined(separator: "; "))"
        case .unreachable(let request, let attempts, let cause):
            "\(request): gave up after \(attempts) attempt\(attempts == 1 ? "" : "s"): \(cause)"
        case .invalidAnswer(let request, let reason):
            "\(request): the server's answer is not understood: \(reason)"
        case .file(let path, let reason):
            "\(path): \(reason)"
        case .artifact(let name, let path, let reason):
            "artifact \(name), file '\(path)': \(reason)"
        case .cancelled(let request):
            "\(request): cancelled"
        }
    }

    /// Whether trying the same request again later may succeed: the server was not reached or was overloaded.
    public var isTransient: Bool {
        switch self {
        case .unreachable, .cancelled: true
        default: false
        }
    }
}
