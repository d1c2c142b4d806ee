import Foundation
import HTTPTypes
import Logging
import RoostCatalog
import RoostGraphQL

/// What a GraphQL request carries to its resolvers: who asks, under which address, and the stores.
struct QueryContext: ExecutionContext {
    typealias Policy = FieldPolicy

    let services: Services
    let caller: Caller
    /// The server's address as this client knows it, without a trailing slash.
    let baseURL: String
    let logger: Logger
    /// What the browser of a signed-in person sends.
    var sessionToken: String?

    func authorize(_ policy: FieldPolicy, for field: FieldCoordinate, arguments: Arguments) async throws {
        if caller.isAttempt, field.typeName == "Mutation", !Self.attemptMutations.contains(field.fieldName) {
            throw ServerError.forbidden("this API key writes to one run only and may not use '\(field.fieldName)'")
        }
        switch policy {
        case .open, .parent, .lookup: break
        case .signedIn, .keepsOwn, .writesProject: _ = try caller.requireUser()
        case .administers: _ = try caller.requireUnrestrictedUser()
        case .serverAdmin: _ = try caller.requireServerAdmin()
        }
    }

    /// What the run of an attempt may do with its key; each of these looks at the run.
    private static let attemptMutations: Set = [
        "upsertBucket", "createRunFiles", "markRunFilesUploaded", "notifyScriptableRunAlert", "rewindRun",
        "createArtifact", "createArtifactManifest", "updateArtifactManifest", "createArtifactFiles",
        "completeMultipartUploadArtifact", "commitArtifact", "updateArtifact", "useArtifact",
    ]

    func onInternalError(_ error: any Error, in field: FieldCoordinate) {
        logger.error("a resolver failed", metadata: ["field": "\(field)", "error": "\(error)"])
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Access) throws -> T) async throws -> T {
        try await services.read(as: caller, body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Access) throws -> T) async throws -> T {
        try await services.write(as: caller, body)
    }

    /// An address under which `subject` may be put or got without credentials.
    func address(of subject: SignedSubject, lifetimeSeconds: Int) -> String {
        let expiry = Date() + Double(lifetimeSeconds)
        return "\(baseURL)/storage/\(services.signer.token(for: subject, expiry: expiry))"
    }
}

typealias QueryFields = FieldsBuilder<Root, QueryContext>
typealias MutationFields = FieldsBuilder<Root, QueryContext>
typealias QueryField = Field<Root, QueryContext>
typealias MutationField = Field<Root, QueryContext>
typealias Object<Source: GraphQLObject> = ObjectType<Source, QueryContext>

extension CatalogError: GraphQLFieldError {
    public var message: String { "\(self)" }
}
