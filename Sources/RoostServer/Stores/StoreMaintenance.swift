import Logging
import RoostCatalog
import RoostHistory
import ServiceLifecycle

/// Work that no request waits for: history and contents of deleted runs, blobs that nothing refers to, expired
/// sessions.
struct StoreMaintenance: Service {
    let services: Services
    private let interval = Duration.seconds(10)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await removeDeletedRuns()
                    try await removeGarbage()
                    try await services.catalog.write { tx in try tx.sessions.purgeExpired() }
                } catch let error where !(error is CancellationError) {
                    services.logger.error("maintenance failed; it is tried again", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: interval)
            }
        }
    }

    private func removeDeletedRuns() async throws {
        let runs = try await services.catalog.read { tx in try tx.runs.purgeable(limit: 100) }
        for run in runs {
            try await services.history.delete(RunKey(run))
            try await services.catalog.write { tx in try tx.runs.purge(run) }
        }
    }

    private func removeGarbage() async throws {
        while true {
            let digests = try await services.catalog.write { tx in try tx.blobs.claimGarbage(limit: 100) }
            if digests.isEmpty { return }
            for digest in digests { try await services.blobs.delete(digest) }
            try await services.catalog.write { tx in try tx.blobs.finishGarbage(digests) }
        }
    }
}
