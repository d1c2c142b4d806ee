import Logging
import RoostBlobs
import RoostCatalog
import RoostHistory

/// What routes and resolvers work with: the three stores and the parts that connect them.
struct Services: Sendable {
    let catalog: Catalog
    let history: any History
    let blobs: any BlobStore
    let authenticator: Authenticator
    let signer: AddressSigner
    let activity: RunActivity
    let runs: RunLookup
    let live: LiveHub
    let launch: LaunchDesk
    let arrivals = Arrivals()
    /// Whether a client without a key may get an account of its own.
    let allowsAnonymousAccounts: Bool
    let dataDirectory: String
    let logger: Logger

    /// Reads from the catalog through what `caller` may see.
    func read<T: Sendable>(
        as caller: Caller, _ body: @escaping @Sendable (Access) throws -> T
    ) async throws -> T {
        try await catalog.read { tx in try body(Access(tx: tx, caller: caller)) }
    }

    /// Changes the catalog in one transaction, within what `caller` may do.
    func write<T: Sendable>(
        as caller: Caller, _ body: @escaping @Sendable (Access) throws -> T
    ) async throws -> T {
        try await catalog.write { tx in
            let access = Access(tx: tx, caller: caller)
            try access.requireLivingKey()
            return try body(access)
        }
    }
}
