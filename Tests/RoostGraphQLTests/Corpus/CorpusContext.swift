import RoostGraphQL
import RoostJSON
import Synchronization

/// What the corpus's resolvers share: a counter that mutations change, and what was reported or asked.
struct CorpusContext: ExecutionContext {
    enum Policy: Sendable, Hashable {
        case anyone, owner, nobody
    }

    final class Record: Sendable {
        let counter = Mutex<Int64>(0)
        let internalErrors = Mutex<[String]>([])
        let authorized = Mutex<[String]>([])
    }

    let record = Record()
    /// Fields that are refused, as `Type.field`.
    var refused: Set<String> = []

    func authorize(_ policy: Policy, for field: FieldCoordinate, arguments: Arguments) async throws {
        record.authorized.withLock { $0.append("\(field) \(policy)") }
        if refused.contains(field.description) { throw Refusal(message: "Not allowed: \(field).") }
    }

    func onInternalError(_ error: any Error, in field: FieldCoordinate) {
        record.internalErrors.withLock { $0.append("\(field): \(error)") }
    }
}

/// An error that a resolver throws for the client.
struct Refusal: GraphQLFieldError {
    let message: String
    var extensions: JSONObject = [:]
}
