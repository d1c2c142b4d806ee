import RoostCatalog
import Synchronization

/// Remembers for a moment which run a file-stream address means and that its caller may write to it, so that a
/// stream of small requests costs no look-up.
final class RunLookup: Sendable {
    /// What a file-stream request needs to know of its run.
    struct Target: Sendable {
        let run: Int64
        let isEnded: Bool
        /// Whether somebody asked the run to stop; seconds old at most.
        let stopRequested: Bool
    }

    private struct Address: Hashable {
        let user: Int64
        let key: Int64
        let entity: String
        let project: String
        let run: String
    }

    private struct Entry {
        let target: Target
        let until: ContinuousClock.Instant
    }

    private let catalog: Catalog
    private let entries = Mutex<[Address: Entry]>([:])

    init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// The run at an address that the caller may write to.
    func target(entity: String, project: String, run: String, caller: Caller) async throws -> Target {
        guard case .user(let user, let key) = caller else { throw ServerError.notSignedIn }
        let address = Address(user: user.id, key: key?.id ?? 0, entity: entity, project: project, run: run)
        let now = ContinuousClock.now
        if let entry = entries.withLock({ $0[address] }), entry.until > now { return entry.target }
        let found = try await catalog.read { tx in
            let access = Access(tx: tx, caller: caller)
            let run = try access.run(run, project: project, entity: entity, for: .write)
            return Target(run: run.id, isEnded: run.state.isEnded, stopRequested: run.stopRequested)
        }
        // An ended run is looked at again each time: it may be revived at any moment.
        guard !found.isEnded else { return found }
        entries.withLock { entries in
            if entries.count >= Limits.keyCacheEntries { entries = entries.filter { $0.value.until > now } }
            if entries.count >= Limits.keyCacheEntries { entries.removeAll() }
            entries[address] = Entry(target: found, until: now + .seconds(Limits.keyCacheSeconds))
        }
        return found
    }

    /// Forgets what keys that were revoked here may write to.
    func forget(keys: Set<Int64>) {
        entries.withLock { entries in entries = entries.filter { !keys.contains($0.key.key) } }
    }

    /// Forgets a run that ended, was deleted or changed hands.
    func forget(_ run: Int64) {
        entries.withLock { entries in entries = entries.filter { $0.value.target.run != run } }
    }
}
