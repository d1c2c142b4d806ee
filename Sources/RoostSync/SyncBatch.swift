import RoostAPI

/// Uploads many runs, a bounded number at a time. Logs of one run go one after another, in the order of their starts.
public struct SyncBatch: Sendable {
    private let groups: [[LocalRun]]
    private let client: APIClient
    private let options: RunUploader.Options
    private let parallel: Int

    /// - Parameters:
    ///   - runs: the runs' directories.
    ///   - client: the server.
    ///   - options: what and how to upload; its `onEvent` is not used.
    ///   - parallel: how many runs at a time, at least 1.
    public init(
        _ runs: [LocalRun], client: APIClient, options: RunUploader.Options = RunUploader.Options(),
        parallel: Int = SyncLimits.runs
    ) {
        var places: [String: Int] = [:]
        var groups: [[LocalRun]] = []
        for run in runs.sorted(by: { ($0.start, $0.directory) < ($1.start, $1.directory) }) {
            // Under one id that the caller wants, all are one run.
            let id = options.runID ?? run.runID
            if let place = places[id] {
                groups[place].append(run)
            } else {
                places[id] = groups.count
                groups.append([run])
            }
        }
        self.groups = groups
        self.client = client
        self.options = options
        self.parallel = max(1, parallel)
    }

    /// Uploads all of them.
    ///
    /// - Parameters:
    ///   - onEvent: told what happens to which run, from any thread.
    ///   - onResult: told what became of each run, one after another.
    public func run(
        onEvent: @escaping @Sendable (LocalRun, SyncEvent) -> Void = { _, _ in },
        onResult: (LocalRun, Result<SyncReport, SyncError>) -> Void
    ) async {
        await withTaskGroup(of: [(LocalRun, Result<SyncReport, SyncError>)].self) { group in
            for (index, runs) in groups.enumerated() {
                if index >= parallel, let done = await group.next() {
                    for (run, result) in done { onResult(run, result) }
                }
                group.addTask { await upload(runs, onEvent) }
            }
            for await done in group {
                for (run, result) in done { onResult(run, result) }
            }
        }
    }

    private func upload(
        _ runs: [LocalRun], _ onEvent: @escaping @Sendable (LocalRun, SyncEvent) -> Void
    ) async -> [(LocalRun, Result<SyncReport, SyncError>)] {
        var results: [(LocalRun, Result<SyncReport, SyncError>)] = []
        for run in runs {
            if Task.isCancelled {
                results.append((run, .failure(.cancelled)))
                continue
            }
            var options = options
            options.onEvent = { onEvent(run, $0) }
            do throws(SyncError) {
                results.append((run, .success(try await RunUploader(run, client: client, options: options).run())))
            } catch {
                results.append((run, .failure(error)))
            }
        }
        return results
    }
}
