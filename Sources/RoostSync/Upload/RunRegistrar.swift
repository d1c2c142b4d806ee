import RoostAPI
import RoostJSON
import RoostLog

/// A run that the server knows, and where its lines go.
struct RegisteredRun: Sendable {
    var record: LogRunRecord
    var path: RunPath
    var storageID: String
    var state: SyncState
    /// What the summary of a continued run begins with.
    var summary: JSONObject = [:]
    /// Whether the server has just got the record's configuration.
    var isConfigured = false
}

/// Tells the server of a run and finds out where the log's first line goes.
struct RunRegistrar {
    let local: LocalRun
    let client: APIClient
    let options: RunUploader.Options
    let stateFile: StateFile

    func register(_ found: LogRunRecord) async throws(SyncError) -> RegisteredRun {
        let record = redirected(found)
        let destination = UploadDestination(client.endpoint, options).description
        let known = try stateFile.load(for: destination)
        let registered: RegisteredRun
        do throws(APIError) {
            registered = try await conversation(record, known, destination)
        } catch {
            throw .api(error)
        }
        // Where lines go has to be known for ever before the first of them is sent.
        try stateFile.save(registered.state)
        return registered
    }

    /// The record with what the caller wants instead of it.
    private func redirected(_ found: LogRunRecord) -> LogRunRecord {
        var record = found
        if options.entity != nil || options.project != nil || options.runID != nil { record.storageID = "" }
        if let entity = options.entity { record.entity = entity }
        if let project = options.project { record.project = project }
        if let id = options.runID { record.runID = id }
        if let jobType = options.jobType { record.jobType = jobType }
        if record.runID.isEmpty { record.runID = local.runID }
        return record
    }

    private func conversation(
        _ record: LogRunRecord, _ known: SyncState?, _ destination: String
    ) async throws(APIError) -> RegisteredRun {
        let policies = options.policies
        var earlier: ResumableRun?
        if record.isContinuation, known == nil || record.needsSummary {
            let question = RunResumeStatus(
                run: record.runID, project: record.project.nilIfEmpty, entity: record.entity.nilIfEmpty)
            earlier = try await client.send(question, policy: policies.request)
        }
        if known == nil, record.isUnsentRewind, let step = Int64(exactly: record.branchPoint.value) {
            let rewind = RewindRun(
                run: record.runID, project: record.project.nilIfEmpty, entity: record.entity.nilIfEmpty, lastStep: step)
            _ = try await client.send(rewind, policy: policies.request)
        }
        let upserted = try await client.send(record.upsert(isFirst: known == nil), policy: policies.upsert)
        var state = known ?? SyncState(destination: destination)
        if known == nil {
            state.base = base(of: record, earlier, upserted)
            if record.resume, let earlier {
                state.stepShift = max(0, earlier.nextStep - record.startingStep)
                state.runtimeShift = max(0, earlier.runtimeSeconds - Int64(record.runtime))
            }
        }
        var registered = RegisteredRun(
            record: record, path: upserted.path, storageID: upserted.storageID, state: state,
            isConfigured: known == nil)
        if record.needsSummary { registered.summary = earlier?.summary.objectValue ?? [:] }
        return registered
    }

    /// Where the log's first lines go: behind what the server had before the run was started.
    private func base(
        of record: LogRunRecord, _ earlier: ResumableRun?, _ upserted: UpsertedRun
    ) -> SyncState.Lines {
        if let recorded = record.recordedLines { return recorded }
        guard record.isContinuation else { return SyncState.Lines() }
        guard let earlier, !record.isUnsentRewind else {
            return SyncState.Lines(history: Int(clamping: upserted.historyLineCount))
        }
        var lines = SyncState.Lines(
            history: Int(clamping: earlier.historyLineCount), events: Int(clamping: earlier.eventsLineCount),
            console: Int(clamping: earlier.logLineCount))
        // Rows of this very log may be there already, when the memory of having sent them was lost.
        if !record.resume, let step = earlier.lastHistoryRow?["_step"]?.intValue, step >= record.startingStep {
            lines.history = max(0, lines.history - LogRows.count(in: local.log, throughStep: step))
        }
        return lines
    }
}

/// Counts the history rows of a log.
enum LogRows {
    /// How many rows have a step that is not above `step`; 0 when the log cannot be read.
    static func count(in log: String, throughStep step: Int64) -> Int {
        guard var reader = try? LogReader(path: log) else { return 0 }
        var scanner = ItemScanner()
        var count = 0
        while let entry = try? reader.next() {
            if case .end = entry { break }
            guard case .record(let payload) = entry else { continue }
            var cursor = WireCursor(payload.bytes.span)
            while let field = cursor.next() {
                guard field.number == 2, case .bytes(let content) = field.value else { continue }
                scanner.scan(payload.bytes.span, content, isHistory: true)
                if scanner.step <= step { count += 1 }
            }
        }
        return count
    }
}
