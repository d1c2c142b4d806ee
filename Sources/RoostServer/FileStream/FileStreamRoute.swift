import Foundation
import HTTPTypes
import Hummingbird
import Metrics
import NIOCore
import RoostCatalog
import RoostHistory
import RoostJSON

/// `POST /files/ENTITY/PROJECT/RUN/file_stream`: rows, console lines, the summary and the heartbeat of a run.
///
/// The answer is sent after everything in the request is durable.
struct FileStreamRoute: Sendable {
    let services: Services
    private let rows = Counter(label: "roost_history_rows")
    private let registeredKeys = RegisteredKeys()

    init(services: Services) {
        self.services = services
    }

    func handle(_ request: Request, _ address: RunAddress, _ context: ServerContext) async throws -> Response {
        let target = try await services.runs.target(
            entity: address.entity, project: address.project, run: address.run, caller: context.caller)
        let isShared = request.headers[.useAsyncFileStream]?.lowercased() == "true"
        let writer = isShared ? request.headers[.asyncClientID] ?? "unnamed" : nil
        let body = try await request.plainBody(limit: Limits.fileStreamBody, what: "the file-stream request")
        let scanned = try FileStreamRequest.scan(bytes: body.readableBytesUInt8Span, readsLabels: isShared)
        return try await store(
            scanned, for: target, writer: writer,
            derivesSummary: request.headers[.serverSideSummary]?.lowercased() == "true")
    }

    // MARK: Storing

    private func store(
        _ request: FileStreamRequest, for target: RunLookup.Target, writer: String?, derivesSummary: Bool
    ) async throws -> Response {
        let run = RunKey(target.run)
        async let metrics = append(request.metrics, to: run, .metrics, writer)
        async let system = append(request.system, to: run, .system, writer)
        async let console = append(request.console, to: run, .console, writer)
        let results = try await [metrics, system, console]
        if let batch = request.metrics { try await register(batch.keyNames, of: target.run) }
        try await updateHead(request, of: target, isShared: writer != nil, derivesSummary: derivesSummary)
        services.live.publish(target.run, request.change)
        rows.increment(by: request.rowCount)
        return answer(results, stopRequested: target.stopRequested)
    }

    private func append(
        _ batch: RowBatch?, to run: RunKey, _ stream: RunStream, _ writer: String?
    ) async throws -> (RunStream, AppendResult)? {
        guard let batch, batch.lineCount > 0 else { return nil }
        return (stream, try await services.history.append(batch, to: run, stream: stream, writer: writer))
    }

    /// Keeps the names of logged keys where run filters find them.
    private func register(_ names: [String], of run: Int64) async throws {
        let new = registeredKeys.unknown(names, of: run)
        guard !new.isEmpty else { return }
        try await services.catalog.write { tx in try tx.runs.addHistoryKeys(run, new) }
        registeredKeys.note(new, of: run)
    }

    /// Summary, state and heartbeat.
    private func updateHead(
        _ request: FileStreamRequest, of target: RunLookup.Target, isShared: Bool, derivesSummary: Bool
    ) async throws {
        let run = target.run
        var summary = request.summary
        if derivesSummary, request.metrics != nil { summary = try await derivedSummary(of: run, sent: summary) }
        let exitCode = request.isComplete == true ? request.exitCode ?? 0 : nil
        if exitCode == nil { services.activity.beat(run) } else { services.activity.forget(run) }
        guard summary != nil || exitCode != nil || request.isPreempting else { return }
        let text = summary
        let now = services.launch.now
        let effects = try await services.catalog.write { tx in
            if let text { try tx.runs.updateSummary(run, text) }
            if request.isPreempting { try tx.runs.markPreempting(run) }
            var effects = LaunchEffects()
            if let exitCode {
                _ = try tx.runs.finish(run, exitCode: exitCode)
                try tx.launch.runEnded(run, at: now, effects: &effects)
            }
            return effects
        }
        services.tell(effects)
        if exitCode != nil {
            services.runs.forget(run)
            registeredKeys.forget(run)
            // Only a matter of size on disk, so the client need not wait for it.
            Task { try? await services.history.compact(RunKey(run)) }
        }
    }

    /// The last value of each key, for clients that leave the summary to the server.
    private func derivedSummary(of run: Int64, sent: String?) async throws -> String {
        var summary = sent.flatMap { try? JSON(parsing: $0).objectValue } ?? [:]
        for info in try await services.history.keys(of: RunKey(run), .metrics) {
            summary.set(try? JSON(parsing: info.lastValue), at: info.path[...])
        }
        return JSON.object(summary).text
    }

    // MARK: The answer

    private func answer(_ results: [(RunStream, AppendResult)?], stopRequested: Bool) -> Response {
        var answer: JSONObject = [:]
        if stopRequested { answer["stopped"] = true }
        var expected: JSONObject = [:]
        for case let (stream, result)? in results {
            if let line = result.gapExpected { expected[stream.fileName] = .int(line) }
        }
        // A client that understands this sends the missing lines; others left them out on purpose.
        if !expected.isEmpty { answer["expected"] = .object(expected) }
        return .json(.object(answer))
    }
}

extension FileStreamRequest {
    fileprivate var rowCount: Int {
        (metrics?.rowCount ?? 0) + (system?.rowCount ?? 0) + (console?.rowCount ?? 0)
    }

    fileprivate var change: LiveHub.Change {
        var change: LiveHub.Change = []
        if metrics != nil { change.insert(.metrics) }
        if system != nil { change.insert(.system) }
        if console != nil { change.insert(.console) }
        if summary != nil || isComplete != nil || isPreempting { change.insert(.run) }
        return change
    }
}

extension JSONObject {
    /// Sets a nested member, making the objects on the way.
    mutating func set(_ value: JSON?, at path: ArraySlice<String>) {
        guard let first = path.first else { return }
        guard path.count > 1 else {
            self[first] = value
            return
        }
        var inner = self[first]?.objectValue ?? [:]
        inner.set(value, at: path.dropFirst())
        self[first] = .object(inner)
    }
}
