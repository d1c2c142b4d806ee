import Logging
import RoostCatalog
import RoostHistory
import ServiceLifecycle

/// Work that no request waits for: history and contents of deleted runs, artifacts whose time is over, blobs that
/// nothing refers to, expired sessions.
struct StoreMaintenance: Service {
    let services: Services
    private let interval = Duration.seconds(10)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await performRound()
                } catch let error where !(error is CancellationError) {
                    services.logger.error("maintenance failed; it is tried again", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: interval)
            }
        }
    }

    func performRound() async throws {
        try await removeDeletedRuns()
        try await removeExpiredArtifacts()
        try await removeGarbage()
        try await services.catalog.write { tx in try tx.sessions.purgeExpired() }
    }

    private func removeDeletedRuns() async throws {
        let runs = try await services.catalog.read { tx in try tx.runs.purgeable(limit: 100) }
        for run in runs {
            try await services.history.delete(RunKey(run))
            try await services.catalog.write { tx in try tx.runs.purge(run) }
        }
    }

    private func removeExpiredArtifacts() async throws {
        let limit = 100
        while true {
            let removed = try await services.catalog.write { tx in
                try tx.artifacts.deleteExpired(pendingFor: Double(Limits.abandonedArtifactSeconds), limit: limit)
            }
            if !removed.isEmpty { services.logger.info("artifacts expired", metadata: ["count": "\(removed.count)"]) }
            if removed.count < limit { return }
        }
    }

    private func removeGarbage() async throws {
        while true {
            // Nobody else deletes from this data directory: what is claimed now was left by a round that failed, or by
            // a server that died in the middle of one.
            let digests = try await services.catalog.write { tx in
                try tx.blobs.claimGarbage(limit: 100, abandoned: true)
            }
            if digests.isEmpty { return }
            for digest in digests { try await services.blobs.delete(digest) }
            await services.arrivals.settle()
            try await services.catalog.write { tx in try tx.blobs.finishGarbage(digests) }
        }
    }
}
