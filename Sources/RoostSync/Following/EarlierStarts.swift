import RoostAPI
import RoostLog

/// The starts of a run on this machine whose programs have died before all was uploaded.
///
/// Whoever goes on with a run asks the server how many lines it has, and numbers its own from there. Lines of an earlier
/// start that are still on their way would get the same numbers. So they go first.
public struct EarlierStarts: Sendable {
    private let runs: [LocalRun]
    private let project: String

    /// - Parameters:
    ///   - runID: the run's id.
    ///   - project: the project that it belongs to.
    ///   - stage: the folder of all runs.
    public init(of runID: String, project: String, stage: String) {
        let name = runID.map { $0 == "/" ? "_" : String($0) }.joined()
        runs = LocalRun.all(in: stage).filter { $0.runID == name && !$0.isOffline && !$0.isSynced }
        self.project = project
    }

    /// Returns when the server has all of them: waits for the processes that upload, and uploads what none does.
    ///
    /// - Parameters:
    ///   - client: the server.
    ///   - seconds: how long this may take.
    ///   - onWait: told of each start's directory that is not up yet.
    /// - Throws: ``EarlierStartError`` for the first that could not be completed.
    public func complete(
        client: APIClient, withinSeconds seconds: Double, onWait: (_ directory: String) -> Void = { _ in }
    ) async throws(EarlierStartError) {
        let end = ContinuousClock.now + .seconds(seconds)
        for run in runs where await concerns(run, client) {
            onWait(run.directory)
            do throws(SyncError) {
                try await complete(run, client, until: end)
            } catch {
                throw EarlierStartError(directory: run.directory, reason: error)
            }
        }
    }

    private func complete(
        _ run: LocalRun, _ client: APIClient, until end: ContinuousClock.Instant
    ) async throws(SyncError) {
        var options = RunUploader.Options()
        while true {
            let left = (end - .now) / .seconds(1)
            options.patienceSeconds = max(0, left)
            do throws(SyncError) {
                _ = try await RunUploader(run, client: client, options: options).run()
                return
            } catch .busy where left > 0 {
                do { try await Task.sleep(for: .milliseconds(20)) } catch { throw .cancelled }
            }
        }
    }

    /// Whether a start was of this project and server, and nobody writes it any more: a program within a program may
    /// write to the same run.
    private func concerns(_ run: LocalRun, _ client: APIClient) async -> Bool {
        let watch = WriterWatch(log: run.log, writer: nil)
        guard let record = try? await RunRecordFinder(local: run, watch: watch, follows: false).find(),
            record.project.isEmpty || record.project == project
        else { return false }
        if let state = try? StateFile.saved(besideLog: run.log),
            state.destination != UploadDestination(client.endpoint, RunUploader.Options()).description
        {
            return false
        }
        return !watch.isWritten
    }
}

/// An earlier start of a run that could not be uploaded.
public struct EarlierStartError: Error, Sendable, Hashable {
    public let directory: String
    public let reason: SyncError
}
