import Foundation
import Roost
import RoostAPI
import RoostJSON

/// The checks of `roost doctor`, each on what those before it have found.
struct Examination: Sendable {
    /// The clocks of two machines may differ by so much.
    static let clockToleranceSeconds = 10.0

    let server: ServerOptions
    let project: String
    let entity: String?
    let fileBytes: Int
    let surroundings: Surroundings

    /// Runs all checks, telling each finding as it is made.
    func run(_ report: @escaping (Finding) -> Void) async {
        var recorder = FindingRecorder(report: report)
        let target = await recorder.check("server") {
            let settings = try server.settings(in: surroundings)
            let endpoint = try Endpoint(settings.baseURL ?? Settings.defaultBaseURL)
            try await reach(endpoint, settings)
            return (ServerTarget(settings: settings, endpoint: endpoint), endpoint.description)
        }
        let credentials = await recorder.check("key", needing: target) { target in
            let finder = CredentialFinder(environment: surroundings.environment, home: surroundings.home)
            let found = try finder.find(explicit: target.settings.apiKey, for: target.endpoint)
            guard let (credentials, _) = found else { throw CommandFailure.noKey(target.endpoint) }
            let viewer = try await ClientSession.with(
                target.settings, target.endpoint, credentials, in: surroundings
            ) { try await $0.send(ViewerQuery()) }
            guard let viewer else { throw CommandFailure.unknownKey(target.endpoint) }
            return (credentials, viewer.username ?? viewer.id)
        }
        guard let target, let credentials else {
            for name in ["run", "metrics", "upload", "download", "clocks", "cleanup"] { recorder.skip(name) }
            return
        }
        do {
            try await ClientSession.with(target.settings, target.endpoint, credentials, in: surroundings) { session in
                await exercise(session, &recorder)
            }
        } catch {
            recorder.fail("run", CommandFailure(error))
        }
    }

    private struct ServerTarget: Sendable {
        let settings: Settings
        let endpoint: Endpoint
    }

    /// Any answer will do: servers differ in what they tell to somebody without a key.
    private func reach(_ endpoint: Endpoint, _ settings: Settings) async throws {
        do {
            _ = try await ClientSession.with(settings, endpoint, .none, in: surroundings) { session in
                try await session.client.send(ViewerQuery(), policy: .command)
            }
        } catch APIError.unauthenticated, APIError.graphQL {
        }
    }

    // MARK: With a key

    private func exercise(_ session: ClientSession, _ recorder: inout FindingRecorder) async {
        let trial = await recorder.check("run") {
            let trial = try await Trial(session, project: project, entity: entity)
            return (trial, "\(trial.path)")
        }
        _ = await recorder.check("metrics", needing: trial) { ((), try await $0.logAndReadBack()) }
        let content = Trial.randomBytes(fileBytes)
        let uploaded: Void? = await recorder.check("upload", needing: trial) { trial in
            ((), try await trial.upload(content))
        }
        _ = await recorder.check("download", needing: uploaded == nil ? nil : trial) { trial in
            ((), try await trial.download(expecting: content))
        }
        _ = await recorder.check("clocks", needing: trial) { ((), try await $0.compareClocks()) }
        _ = await recorder.check("cleanup", needing: trial) { ((), try await $0.delete()) }
    }
}

/// Times checks and reports them.
struct FindingRecorder {
    private let report: (Finding) -> Void

    init(report: @escaping (Finding) -> Void) { self.report = report }

    /// Runs a check, which gives its result and the detail to show.
    func check<Result>(_ name: String, _ body: () async throws -> (Result, String)) async -> Result? {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let (result, detail) = try await body()
            tell(name, .passed(detail: detail), clock.now - start)
            return result
        } catch {
            tell(name, .failed(CommandFailure(error)), clock.now - start)
            return nil
        }
    }

    /// Runs a check that works on the result of an earlier one; without that it is skipped.
    func check<Input, Result>(
        _ name: String, needing input: Input?, _ body: (Input) async throws -> (Result, String)
    ) async -> Result? {
        guard let input else {
            skip(name)
            return nil
        }
        return await check(name) { try await body(input) }
    }

    func skip(_ name: String) { tell(name, .skipped, .zero) }

    func fail(_ name: String, _ failure: CommandFailure) { tell(name, .failed(failure), .zero) }

    private func tell(_ name: String, _ outcome: Finding.Outcome, _ time: Duration) {
        report(Finding(check: name, outcome: outcome, milliseconds: time / .milliseconds(1)))
    }
}
