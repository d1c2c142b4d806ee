import Foundation
import Logging
import RoostCatalog
import ServiceLifecycle
import Synchronization

/// Heartbeats of running runs: noted in memory by each request, written to the catalog in batches, and missed ones
/// turned into the state `crashed`.
///
/// Clients promise a request at least every 30 seconds. After a restart the clock starts anew for every run, so that
/// the server's own absence never makes a run look crashed.
final class RunActivity: Service {
    private let catalog: Catalog
    private let live: LiveHub
    private let logger: Logger
    private let crashAfter: Duration
    private let flushEvery: Duration
    private let pending = Mutex<[Int64: Date]>([:])

    init(catalog: Catalog, live: LiveHub, crashAfter: Duration, logger: Logger) {
        self.catalog = catalog
        self.live = live
        self.logger = logger
        self.crashAfter = crashAfter
        flushEvery = min(.seconds(5), crashAfter / 4)
    }

    /// Notes that the client of `run` is alive.
    func beat(_ run: Int64) {
        let now = Date()
        pending.withLock { $0[run] = now }
    }

    /// Forgets a run that has ended, so that a beat noted before does not revive it.
    func forget(_ run: Int64) {
        pending.withLock { _ = $0.removeValue(forKey: run) }
    }

    func run() async throws {
        let started = ContinuousClock.now
        do {
            try await cancelWhenGracefulShutdown {
                while true {
                    try await Task.sleep(for: self.flushEvery)
                    await self.flush()
                    if started.duration(to: .now) > self.crashAfter { await self.markCrashed() }
                }
            }
        } catch is CancellationError {
            await flush()
        }
    }

    /// Writes the noted beats.
    func flush() async {
        let beats = pending.withLock { pending in
            defer { pending = [:] }
            return pending
        }
        guard !beats.isEmpty else { return }
        do {
            try await catalog.write { tx in _ = try tx.runs.heartbeat(beats) }
        } catch {
            logger.error("heartbeats were not written", metadata: ["runs": "\(beats.count)", "error": "\(error)"])
            // A later beat of the same run is newer than what failed to be written.
            pending.withLock { $0.merge(beats) { later, _ in later } }
        }
    }

    private func markCrashed() async {
        let limit = Date() - Double(crashAfter.components.seconds)
        do {
            let crashed = try await catalog.write { tx in try tx.runs.markCrashed(heartbeatBefore: limit) }
            for run in crashed { live.publish(run, .run) }
            if !crashed.isEmpty { logger.info("runs crashed", metadata: ["count": "\(crashed.count)"]) }
        } catch {
            logger.error("crashed runs were not marked", metadata: ["error": "\(error)"])
        }
    }
}
