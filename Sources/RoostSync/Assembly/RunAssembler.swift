import RoostAPI
import RoostJSON
import RoostLog
import SwiftProtobuf

/// Turns a log's records into what a server is sent: lines for the file stream, and what else is to be done.
///
/// A pure value. The same records give the same lines under the same numbers, so that a process which starts over
/// sends nothing twice.
struct RunAssembler {
    /// What is to be done beside the stream, in the log's order.
    enum Action: Sendable {
        case alert(LogAlertRecord)
        case artifact(LogArtifactRecord)
        case use(LogUseArtifactRecord)
    }

    private let base: SyncState.Lines
    private let sent: SyncState.Lines
    private let stepShift: Int64
    private let runtimeShift: Int64
    private let sendsConsole: Bool

    private(set) var run: LogRunRecord
    private(set) var configuration = RunConfiguration()
    private var summary = SummaryBuilder()
    private(set) var console = Console()
    /// How many lines of the log there are so far.
    private(set) var lines = SyncState.Lines()

    /// The lines that were gathered since the last call of ``takeChunks()``.
    private var history: FileStreamChunk
    private var events: FileStreamChunk
    private var hasMetRun = false
    private var line = HistoryLine()
    private var scanner = ItemScanner()

    // What the caller takes away.
    var files: [LogFilesItem] = []
    var actions: [Action] = []
    var warnings: [String] = []
    /// Whether the run's attributes or its configuration changed since the caller last sent them.
    var hasNewConfiguration: Bool
    var isPreempting = false
    private(set) var exit: LogRunExitRecord?
    /// The latest time that the log tells of, in microseconds since 1970; the time of what has none.
    private(set) var latestMicroseconds: Int64

    /// - Parameters:
    ///   - run: the log's run record, with what the caller wants instead of it.
    ///   - state: where lines go, and which were sent.
    ///   - earlierSummary: what the summary of a continued run begins with.
    ///   - isConfigured: whether the server has just got the run record's configuration.
    ///   - sendsConsole: whether console lines are sent.
    init(
        run: LogRunRecord, state: SyncState, earlierSummary: JSONObject = [:], isConfigured: Bool = false,
        sendsConsole: Bool = true
    ) {
        self.run = run
        hasNewConfiguration = !isConfigured
        base = state.base
        sent = state.sent
        stepShift = state.stepShift
        runtimeShift = state.runtimeShift
        self.sendsConsole = sendsConsole
        history = FileStreamChunk(.history, offset: base.history + sent.history)
        events = FileStreamChunk(.events, offset: base.events + sent.events)
        latestMicroseconds = run.startTime.microseconds
        configuration.apply(run)
        for (key, value) in earlierSummary { summary.set([key], to: value.text, configuration.metrics) }
        if run.hasSummary { apply(run.summary) }
        summary.begin()
    }

    /// The bytes of the lines that wait to be sent.
    var waitingBytes: Int { history.byteCount + events.byteCount }
    var hasWaitingLines: Bool { !history.isEmpty || !events.isEmpty || console.hasChanges }

    mutating func apply(_ payload: LogPayload) throws(LogError) {
        var cursor = WireCursor(payload.bytes.span)
        while let field = cursor.next() {
            guard case .bytes(let content) = field.value else { continue }
            switch field.number {
            case 2:
                try applyHistory(payload, content)
                return
            case 3:
                try applySummary(payload, content)
                return
            case 4...15, 17...27:
                apply(try payload.record())
                return
            default: break
            }
        }
    }

    /// The lines that wait, under the numbers that they have on the server.
    mutating func takeChunks() -> [FileStreamChunk] {
        var chunks: [FileStreamChunk] = []
        if !history.isEmpty {
            chunks.append(history)
            // The next request will be as long, if there is one.
            let bytes = history.byteCount
            history = FileStreamChunk(.history, offset: base.history + lines.history)
            history.reserve(bytes: bytes)
        }
        if !events.isEmpty {
            chunks.append(events)
            events = FileStreamChunk(.events, offset: base.events + lines.events)
        }
        if summary.hasChanged {
            var chunk = FileStreamChunk(.summary, offset: 0)
            let text = summary.take()
            if text.count <= SyncLimits.lineBytes { chunk.append(text.span) }
            chunks.append(chunk)
        }
        let changed = console.take(limit: SyncLimits.requestConsoleLines)
        if let first = changed.first {
            var chunk = FileStreamChunk(.console, offset: base.console + first.number)
            for line in changed { chunk.append(line.wireText.span) }
            chunks.append(chunk)
        }
        return chunks.filter { !$0.isEmpty }
    }

    /// How much of the log is sent once what was taken is.
    var taken: SyncState.Lines {
        SyncState.Lines(
            history: lines.history, events: lines.events, console: max(sent.console, console.takenFinalCount))
    }

    /// The console's lines that are final, for the console's own file.
    mutating func takeFinishedLines() -> [Console.Line] { console.takeFinished() }

    /// Whether the log tells nothing of the run's own: no value of its configuration, no row, no summary.
    var isBlank: Bool { lines.history == 0 && summary.isEmpty && !configuration.hasValues }

    var hasNoSummary: Bool { summary.isEmpty }

    /// The summary as it is now.
    var summaryText: [UInt8] { summary.text }

    // MARK: Records

    private mutating func applyHistory(_ payload: LogPayload, _ range: Range<Int>) throws(LogError) {
        scanner.scan(payload.bytes.span, range, isHistory: true)
        if scanner.isSimple, stepShift == 0, runtimeShift == 0 {
            summary.observe(scanner, of: payload.bytes, configuration.metrics)
            line.make(scanner, of: payload.bytes)
            appendHistoryLine()
            return
        }
        guard case .history(let record)? = try payload.record().recordType else { return }
        var row = HistoryLine.row(of: record)
        if let step = row["_step"]?.intValue { row["_step"] = .int(step + stepShift) }
        if runtimeShift != 0, let runtime = row["_runtime"]?.doubleValue {
            row["_runtime"] = .number(runtime + Double(runtimeShift))
        }
        summary.observe(row, configuration.metrics)
        line.make(row)
        appendHistoryLine()
    }

    /// Lines that are too long are left out; the numbers of the others stay without gaps.
    private mutating func appendHistoryLine() {
        guard line.lineBytes <= SyncLimits.lineBytes else {
            warnings.append(
                "a history row of \(line.lineBytes) bytes was left out: at most \(SyncLimits.lineBytes) are taken; "
                    + "log large values as files")
            return
        }
        if lines.history >= sent.history { line.append(to: &history) }
        lines.history += 1
    }

    private mutating func applySummary(_ payload: LogPayload, _ range: Range<Int>) throws(LogError) {
        scanner.scan(payload.bytes.span, range, isHistory: false)
        if scanner.isSimple, !scanner.removes, stepShift == 0, runtimeShift == 0 {
            summary.set(scanner, of: payload.bytes, configuration.metrics)
        } else if case .summary(let record)? = try payload.record().recordType {
            apply(record)
        }
    }

    private mutating func apply(_ record: LogSummaryRecord) {
        for item in record.update {
            let path = itemPath(key: item.key, nested: item.nestedKey)
            summary.set(path, to: shifted(path, item.valueJson), configuration.metrics)
        }
        for item in record.remove { summary.remove(itemPath(key: item.key, nested: item.nestedKey)) }
    }

    /// The value of a summary's item, moved as the history's rows are.
    private func shifted(_ path: [String], _ text: String) -> String {
        switch path {
        case ["_step"] where stepShift != 0: Int64(text).map { "\($0 + stepShift)" } ?? text
        case ["_runtime"] where runtimeShift != 0, ["_wandb", "runtime"] where runtimeShift != 0:
            Int64(text).map { "\($0 + runtimeShift)" }
                ?? Double(text).map { JSON.number($0 + Double(runtimeShift)).text } ?? text
        default: text
        }
    }

    private mutating func apply(_ record: LogRecord) {
        switch record.recordType {
        case .run(let later): apply(later)
        case .config(let change):
            configuration.apply(change)
            hasNewConfiguration = true
        case .telemetry(let telemetry):
            configuration.apply(telemetry)
            hasNewConfiguration = true
        case .environment(let environment):
            configuration.apply(environment)
            hasNewConfiguration = true
        case .metric(let definition):
            configuration.metrics.define(definition)
            summary.redefine(configuration.metrics)
            hasNewConfiguration = true
        case .files(let record): files.append(contentsOf: record.files)
        case .stats(let stats): apply(stats)
        case .output(let output):
            write(output.line, isError: output.outputType == .stderr, output.hasTimestamp ? output.timestamp : nil)
        case .outputRaw(let output):
            write(output.line, isError: output.outputType == .stderr, output.hasTimestamp ? output.timestamp : nil)
        case .outputLogger(let output): write(output.line + "\n", isError: false, nil)
        case .alert(let alert): actions.append(.alert(alert))
        case .artifact(let artifact): actions.append(.artifact(artifact))
        case .useArtifact(let use): actions.append(.use(use))
        case .preempting: isPreempting = true
        case .exit(let record): exit = record
        case .history, .summary, .tbrecord, .final, .header, .footer, .noopLinkArtifact, nil: break
        }
    }

    /// Only what a later record names changes.
    private mutating func apply(_ later: LogRunRecord) {
        // The first one is what this value was made of.
        if !hasMetRun {
            hasMetRun = true
            return
        }
        if !later.displayName.isEmpty { run.displayName = later.displayName }
        if !later.notes.isEmpty { run.notes = later.notes }
        if !later.tags.isEmpty { run.tags = later.tags }
        if !later.runGroup.isEmpty { run.runGroup = later.runGroup }
        if !later.jobType.isEmpty { run.jobType = later.jobType }
        if later.hasGit { run.git = later.git }
        configuration.apply(later)
        hasNewConfiguration = true
    }

    private mutating func apply(_ stats: LogStatsRecord) {
        let time = stats.hasTimestamp ? stats.timestamp.microseconds : latestMicroseconds
        latestMicroseconds = max(latestMicroseconds, time)
        let (seconds, rest) = (time - run.startTime.microseconds).quotientAndRemainder(dividingBy: 1_000_000)
        // Added up as the official client does it, so that the last bit is the same.
        let runtime = Double(seconds) + Double(rest) / 1e6 + Double(run.runtime) + Double(runtimeShift)
        var row: JSONObject = [
            "_wandb": true, "_timestamp": .number(Double(time) / 1e6), "_runtime": .number(runtime),
        ]
        for item in stats.item { row["system.\(item.key)"] = JSON(logText: item.valueJson) }
        var writer = JSONWriter()
        writer.write(.object(row))
        guard writer.bytes.count <= SyncLimits.lineBytes else { return }
        if lines.events >= sent.events { events.append(writer.bytes.span) }
        lines.events += 1
    }

    private mutating func write(_ text: String, isError: Bool, _ timestamp: Google_Protobuf_Timestamp?) {
        guard sendsConsole else { return }
        if let timestamp { latestMicroseconds = max(latestMicroseconds, timestamp.microseconds) }
        console.write(text, isError: isError, microseconds: timestamp?.microseconds ?? latestMicroseconds)
        // What an earlier process has sent as it stays is not sent again, nor what it was before it stayed so.
        console.skip(below: sent.console)
    }
}

extension Google_Protobuf_Timestamp {
    /// Microseconds since 1970.
    var microseconds: Int64 { seconds &* 1_000_000 &+ Int64(nanos) / 1000 }
}
