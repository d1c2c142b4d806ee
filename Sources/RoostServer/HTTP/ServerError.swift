import HTTPTypes
import Hummingbird
import RoostBlobs
import RoostCatalog
import RoostGraphQL
import RoostHistory
import RoostJSON
import RoostQueue

/// Why a request is refused. Each case has one HTTP status and one message for the caller.
public enum ServerError: Error, Sendable, Hashable {
    /// Something in the request is wrong: which field, what it was, what would be right.
    case invalid(field: String, value: String, expected: String)
    /// The body is not what it should be; the text says where and how.
    case malformed(String)
    case notSignedIn
    case badCredentials
    /// The caller may see the thing but not do this with it.
    case forbidden(String)
    case notFound(String)
    case conflict(String)
    case gone(String)
    case tooLarge(what: String, limit: Int)
    case unsupported(String)
    case busy(String)
    case shuttingDown

    var status: HTTPResponse.Status {
        switch self {
        case .invalid, .malformed: .badRequest
        case .notSignedIn, .badCredentials: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .gone: .gone
        case .tooLarge: .contentTooLarge
        case .unsupported: .unsupportedMediaType
        case .busy, .shuttingDown: .serviceUnavailable
        }
    }
}

extension ServerError: GraphQLFieldError {
    public var message: String {
        switch self {
        case .invalid(let field, let value, let expected):
            "\(field): '\(Self.clipped(value))' is not valid; expected \(expected)"
        case .notSignedIn: "not signed in: send an API key as the password of HTTP basic authentication, user 'api'"
        case .badCredentials: "the API key is not known here, or it has expired or been revoked"
        case .malformed(let what), .forbidden(let what), .conflict(let what), .gone(let what), .unsupported(let what),
            .busy(let what):
            what
        case .notFound(let what): "\(what) not found"
        case .tooLarge(let what, let limit): "\(what) is larger than the limit of \(limit) bytes"
        case .shuttingDown: "the server is shutting down; try again"
        }
    }

    public var extensions: JSONObject { [:] }

    private static func clipped(_ text: String) -> String {
        text.count <= 128 ? text : text.prefix(125) + "..."
    }
}

extension ServerError: CustomStringConvertible {
    public var description: String { message }
}

extension ServerError {
    /// What a refusal of a store means to the caller; `nil` when the error is a fault of the server.
    init?(refusing error: any Error) {
        switch error {
        case let error as ServerError: self = error
        case let error as CatalogError:
            guard let refusal = Self.refusal(error) else { return nil }
            self = refusal
        case let error as HistoryError:
            guard let refusal = Self.refusal(error) else { return nil }
            self = refusal
        case let error as QueueError: self = .malformed("\(error)")
        case let error as BlobError:
            guard let refusal = Self.refusal(error) else { return nil }
            self = refusal
        default: return nil
        }
    }

    private static func refusal(_ error: CatalogError) -> ServerError? {
        switch error {
        case .notFound(let kind, let name): .notFound("\(kind) '\(name)'")
        case .conflict(let what): .conflict(what)
        case .busy(let what): .busy(what)
        case .invalid(let field, let value, let expected): .invalid(field: field, value: value, expected: expected)
        case .limit(let name, let limit, let value):
            .invalid(field: name, value: "\(value)", expected: "at most \(limit)")
        default: nil
        }
    }

    private static func refusal(_ error: HistoryError) -> ServerError? {
        switch error {
        case .malformed(let fault): .malformed(fault.description)
        case .limitExceeded(let excess): .malformed(excess.description)
        case .invalidArgument(let name, let value, let expected):
            .invalid(field: name, value: value, expected: expected)
        case .forkTargetInUse: .conflict(error.description)
        case .closed: .shuttingDown
        default: nil
        }
    }

    private static func refusal(_ error: BlobError) -> ServerError? {
        switch error {
        case .notFound: .notFound("the contents")
        case .sizeMismatch, .md5Mismatch, .tooLarge: .malformed("\(error)")
        default: nil
        }
    }
}
