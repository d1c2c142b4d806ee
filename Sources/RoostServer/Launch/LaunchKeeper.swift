import Logging
import RoostCatalog
import ServiceLifecycle

/// Ends what has run out: leases without renewal, waits after failures, agents without a sign of life.
///
/// Sleeps until the next such moment, but no longer than a second, because new ones come at any time.
struct LaunchKeeper: Service {
    let services: Services
    private let longest = Int64(1_000)

    func run() async throws {
        let desk = services.launch
        try? await cancelWhenGracefulShutdown {
            await attempt {
                try await services.catalog.write { tx in try tx.launch.takeUp(desk.timings, at: desk.now) }
            }
            while true {
                var pause = longest
                await attempt {
                    try await perform()
                    let next = try await services.catalog.read { tx in try tx.launch.nextUpkeep() }
                    if let next { pause = min(longest, max(10, next - desk.now)) }
                }
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
        await attempt { try await writeBeats() }
    }

    /// One round: writes signs of life and ends what has run out.
    func perform() async throws {
        let desk = services.launch
        try await writeBeats()
        guard try await services.catalog.read({ tx in try tx.launch.needsUpkeep(at: desk.now) }) else { return }
        let limit = 500
        while true {
            let handled = try await services.writeLaunch(as: .anonymous) { access, effects in
                try access.tx.launch.upkeep(desk.timings, at: desk.now, limit: limit, effects: &effects)
            }
            if handled < limit { return }
        }
    }

    private func writeBeats() async throws {
        let beats = services.launch.takeBeats()
        guard !beats.isEmpty else { return }
        try await services.catalog.write { tx in try tx.launch.beat(beats) }
    }

    private func attempt(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch let error where !(error is CancellationError) {
            services.logger.error("queue upkeep failed; it is tried again", metadata: ["error": "\(error)"])
        } catch {}
    }
}
