import Foundation
import Roost
import RoostAPI
import RoostJSON
import RoostSync
import Synchronization

/// Prints how an upload goes: a bar for people at a terminal, lines otherwise, JSON for programs.
final class SyncReporter: Sendable {
    private struct State {
        var done = 0
        var running: [String: SyncProgress] = [:]
        /// The warnings that were printed when they came, by the run's log.
        var warned: [String: Set<String>] = [:]
        var hasBar = false
        var failures: [CommandFailure] = []
        var drawn = ContinuousClock.now - .seconds(1)
    }

    private let total: Int
    private let asJSON: Bool
    private let drawsBar: Bool
    private let state = Mutex(State())

    init(total: Int, asJSON: Bool) {
        self.total = total
        self.asJSON = asJSON
        drawsBar = isatty(2) == 1
    }

    /// Prints a remark where it does not mix with results.
    func note(_ text: String) {
        state.withLock { state in
            erase(&state)
            Terminal.standardError(text)
        }
    }

    func event(_ event: SyncEvent, of run: RoostSync.LocalRun) {
        switch event {
        case .started: state.withLock { $0.running[run.log] = SyncProgress() }
        case .progress(let progress):
            state.withLock { state in
                state.running[run.log] = progress
                draw(&state)
            }
        case .retrying(let cause, let seconds):
            note("\(run.name): \(cause); again in \(Int(seconds.rounded(.up))) s")
        case .warning(let text):
            state.withLock { _ = $0.warned[run.log, default: []].insert(text) }
            note("\(run.name): \(text)")
        case .stopRequested: note("\(run.name): the server asks the run to stop")
        }
    }

    func result(_ result: Result<SyncReport, SyncError>, of run: RoostSync.LocalRun, _ endpoint: Endpoint) {
        let line = asJSON ? Self.json(result, run, endpoint).text : Self.text(result, run, endpoint)
        state.withLock { state in
            state.done += 1
            state.running[run.log] = nil
            erase(&state)
            switch result {
            case .success(let report):
                let warned = state.warned.removeValue(forKey: run.log) ?? []
                for warning in report.warnings where !warned.contains(warning) {
                    Terminal.standardError("\(run.name): \(warning)")
                }
                if let first = report.failures.first {
                    state.failures.append(CommandFailure(.unavailable, "\(run.name): \(first)"))
                    for failure in report.failures { Terminal.standardError("\(run.name): \(failure)") }
                }
            case .failure(let error):
                state.failures.append(CommandFailure(Self.status(of: error), "\(run.name): \(error)"))
                if total > 1 { Terminal.standardError("\(run.name): \(error)") }
            }
            if let line { Terminal.write(line + "\n", to: 1) }
            draw(&state)
        }
    }

    /// - Throws: what went wrong, when something did.
    func finish() throws(CommandFailure) {
        let failures = state.withLock { state in
            erase(&state)
            return state.failures
        }
        guard let first = failures.first else { return }
        throw failures.count == 1
            ? first
            : CommandFailure(first.status, "\(failures.count) of \(total) runs failed, the first: \(first.message)")
    }

    // MARK: Lines

    /// What is printed for a run that would be uploaded.
    static func plan(_ run: RoostSync.LocalRun, asJSON: Bool) -> String {
        guard asJSON else { return run.directory + (run.isSynced ? " (synced)" : "") }
        return JSON.object([
            "directory": .string(run.directory), "id": .string(run.runID), "state": run.isSynced ? "synced" : "waiting",
        ]).text
    }

    private static func text(
        _ result: Result<SyncReport, SyncError>, _ run: RoostSync.LocalRun, _ endpoint: Endpoint
    ) -> String? {
        guard case .success(let report) = result, report.failures.isEmpty else { return nil }
        let place = report.path.map { " to \(address(of: $0, endpoint))" } ?? ""
        switch report.outcome {
        case .finished: return "\(run.name): uploaded\(place)"
        case .unfinished: return "\(run.name): uploaded so far\(place); the run goes on"
        case .alreadySynced: return "\(run.name): was uploaded before"
        }
    }

    private static func json(
        _ result: Result<SyncReport, SyncError>, _ run: RoostSync.LocalRun, _ endpoint: Endpoint
    ) -> JSON {
        var members: JSONObject = ["directory": .string(run.directory), "id": .string(run.runID)]
        switch result {
        case .success(let report):
            let (state, code): (String, JSON) =
                switch report.outcome {
                case .finished(let code): ("finished", .int(Int64(code)))
                case .unfinished: ("unfinished", .null)
                case .alreadySynced: ("synced", .null)
                }
            members["state"] = .string(state)
            members["exitcode"] = code
            members["path"] = report.path.map { .string($0.description) } ?? .null
            members["url"] = report.path.map { .string(address(of: $0, endpoint)) } ?? .null
            members["rows"] = .int(Int64(report.historyLines))
            members["files"] = .int(Int64(report.files))
            members["warnings"] = .array(report.warnings.map(JSON.string))
            members["failures"] = .array(report.failures.map(JSON.string))
        case .failure(let error):
            members["state"] = "failed"
            members["error"] = .string(error.description)
        }
        return .object(members)
    }

    private static func address(of path: RunPath, _ endpoint: Endpoint) -> String {
        let parts = [path.entity, path.project, "runs", path.run].map { PercentEncoding.pathSegment($0) }
        return "\(endpoint)/\(parts.joined(separator: "/"))"
    }

    private static func status(of error: SyncError) -> ExitStatus {
        switch error {
        case .noLog: .notFound
        case .noRun, .log: .badData
        case .busy, .cancelled: .temporary
        case .api(let error): CommandFailure(error).status
        case .state, .file: .fileError
        }
    }

    // MARK: The bar

    private func draw(_ state: inout State) {
        guard drawsBar, !asJSON, ContinuousClock.now - state.drawn > .milliseconds(100) || !state.hasBar else { return }
        state.drawn = ContinuousClock.now
        let parts = state.running.values.map { progress in
            progress.logBytes > 0 ? min(1, Double(progress.readBytes) / Double(progress.logBytes)) : 0
        }
        let share = total > 0 ? (Double(state.done) + parts.reduce(0, +)) / Double(total) : 1
        let filled = Int(share * 30)
        let rows = state.running.values.reduce(0) { $0 + $1.historyLines }
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled)
        Terminal.write("\r\u{1b}[K[\(bar)] \(state.done)/\(total) runs, \(Int(share * 100)) %, \(rows) rows", to: 2)
        state.hasBar = true
    }

    private func erase(_ state: inout State) {
        guard state.hasBar else { return }
        Terminal.write("\r\u{1b}[K", to: 2)
        state.hasBar = false
    }
}
