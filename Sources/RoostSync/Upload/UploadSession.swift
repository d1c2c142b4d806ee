import RoostAPI
import RoostJSON
import RoostLog

/// One process's work on one run: reads the log, sends what it says, ends the run.
actor UploadSession {
    private enum Reached {
        /// There is more to read, and enough to send.
        case more
        case end(LogEnd)
    }

    let local: LocalRun
    let client: APIClient
    let options: RunUploader.Options
    let policies: SyncPolicies
    let stateFile: StateFile
    private let watch: WriterWatch
    let path: RunPath
    private let storageID: String
    let stream: StreamSender
    let uploads: FileUploads
    let lane: ActionLane

    var state: SyncState
    private var reader: LogReader
    var assembler: RunAssembler
    var console: ConsoleFile
    private var attributes: LogRunRecord
    var report: SyncReport
    var progress = SyncProgress()
    private var hasAskedToStop = false

    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private var lastRequest: ContinuousClock.Instant?
    private var lastSave: ContinuousClock.Instant
    private var lastConfiguration: ContinuousClock.Instant

    init(
        local: LocalRun, client: APIClient, options: RunUploader.Options, stateFile: StateFile,
        registered: RegisteredRun, watch: WriterWatch
    ) throws(SyncError) {
        self.local = local
        self.client = client
        self.options = options
        self.stateFile = stateFile
        self.watch = watch
        policies = options.policies
        path = registered.path
        storageID = registered.storageID
        state = registered.state
        attributes = registered.record
        report = SyncReport(outcome: .unfinished, path: path)
        started = clock.now
        lastSave = clock.now
        lastConfiguration = clock.now
        stream = StreamSender(
            client: client, path: path, policy: policies.stream, sent: state.sent, onEvent: options.onEvent)
        uploads = FileUploads(
            client: client, path: path, directory: local.files,
            ignored: options.ignoredGlobs.map(GlobPattern.init), policies: policies, marks: state.files)
        lane = ActionLane(
            client: client, path: path, policies: policies, alerts: state.alerts, artifacts: state.artifacts,
            refusals: ArtifactRefusals(runDirectory: local.directory))
        assembler = RunAssembler(
            run: registered.record, state: state, earlierSummary: registered.summary,
            isConfigured: registered.isConfigured, sendsConsole: options.sendsConsole)
        console = ConsoleFile(directory: local.files)
        do throws(LogError) {
            reader = try LogReader(path: local.log)
        } catch {
            throw .log(error)
        }
    }

    /// Sends what the log holds and, when it follows, what comes; ends the run when its end is known.
    func run() async throws(SyncError) -> SyncReport {
        do throws(SyncError) {
            if let exit = try await upload() {
                try await finish(exit)
            } else {
                try await pause()
            }
            return report
        } catch {
            // What has arrived need not be sent again.
            await uploads.cancel()
            await lane.cancel()
            await note()
            try? stateFile.save(state)
            throw error
        }
    }

    // MARK: The log

    /// - Returns: the exit record, one made for a writer that died, or `nil` while the run goes on.
    private func upload() async throws(SyncError) -> LogRunExitRecord? {
        var pauseMilliseconds = 20
        var isLastLook = false
        while true {
            if Task.isCancelled { throw .cancelled }
            let before = progress.readBytes
            let reached = try read()
            try await hand()
            switch reached {
            case .more:
                try await transmit()
                continue
            case .end(let end):
                await uploads.start()
                await lane.start()
                if let exit = assembler.exit { return exit }
                if isLastLook { return Self.crash(end, &report) }
                if !options.follows {
                    if watch.isAlive { return nil }
                    isLastLook = true
                    continue
                }
            }
            if isDue { try await transmit() }
            try await sendConfiguration(isFinal: false)
            try await saveNowAndThen()
            if progress.readBytes > before { pauseMilliseconds = 20 } else if !watch.isAlive { isLastLook = true }
            if isLastLook { continue }
            do {
                try await Task.sleep(for: .milliseconds(pauseMilliseconds))
            } catch {
                throw .cancelled
            }
            pauseMilliseconds = min(pauseMilliseconds * 2, 250)
        }
    }

    /// The end of a run whose writer died: it failed, as every client of the protocol says then.
    private static func crash(_ end: LogEnd, _ report: inout SyncReport) -> LogRunExitRecord {
        if case .truncated(let offset) = end {
            report.warnings.append("the log ends within a record, at byte \(offset): its writer was interrupted")
        }
        report.warnings.append("the log has no exit record: the run counts as failed, with exit code 1")
        return .with { $0.exitCode = 1 }
    }

    private func read() throws(SyncError) -> Reached {
        do throws(LogError) {
            for _ in 0..<SyncLimits.requestRecords {
                switch try reader.next() {
                case .record(let payload):
                    progress.readBytes = payload.end
                    do throws(LogError) {
                        try assembler.apply(payload)
                    } catch {
                        warn(error.description)
                    }
                case .fault(let fault):
                    report.faults.append(fault)
                    warn(fault.description)
                case .end(let end): return .end(end)
                }
                if assembler.waitingBytes >= SyncLimits.requestBytes
                    || assembler.console.dirtyCount >= SyncLimits.requestConsoleLines
                {
                    return .more
                }
            }
            return .more
        } catch {
            throw .log(error)
        }
    }

    /// Hands on what is not streamed.
    private func hand() async throws(SyncError) {
        let files = assembler.files.filter { !GeneratedFiles.names.contains($0.path) }
        if !files.isEmpty { await uploads.add(files) }
        if !assembler.actions.isEmpty { await lane.add(assembler.actions) }
        for warning in assembler.warnings { warn(warning) }
        assembler.files = []
        assembler.actions = []
        assembler.warnings = []
    }

    // MARK: The stream

    /// Whether it is time for a request.
    private var isDue: Bool {
        guard let lastRequest else { return true }
        return clock.now - lastRequest >= .seconds(options.transmitSeconds)
    }

    /// Sends what waits, or a sign of life when nothing did for long.
    func transmit() async throws(SyncError) {
        repeat {
            var request = try await nextRequest()
            let isSilent = clock.now - (lastRequest ?? started) >= .seconds(SyncLimits.heartbeatSeconds)
            if request.isHeartbeat, !isSilent { return }
            request.isPreempting = assembler.isPreempting
            assembler.isPreempting = false
            lastRequest = clock.now
            try await stream.send(request, through: assembler.taken)
            await note()
        } while assembler.console.hasChanges
        tell()
    }

    func nextRequest() async throws(SyncError) -> FileStreamRequest {
        var request = FileStreamRequest()
        request.chunks = assembler.takeChunks()
        try writeConsole()
        request.uploaded = await takeOutcomes()
        return request
    }

    /// Takes over what has arrived.
    func note() async {
        state.sent = await stream.acknowledged
        state.files = await uploads.marks
        state.alerts = await lane.alerts
        state.artifacts = await lane.artifacts
        progress.historyLines = state.sent.history
        progress.files = await uploads.uploadedCount
        if await stream.isStopped, !hasAskedToStop {
            hasAskedToStop = true
            try? DiskFile.touch(local.stopMarker)
            options.onEvent?(.stopRequested)
        }
    }

    private func takeOutcomes() async -> [String] {
        let files = await uploads.takeOutcome()
        let actions = await lane.takeOutcome()
        for warning in files.warnings + actions.warnings { warn(warning) }
        report.failures.append(contentsOf: files.failures + actions.failures)
        return files.uploaded
    }

    private func writeConsole() throws(SyncError) {
        let lines = assembler.takeFinishedLines()
        guard !lines.isEmpty else { return }
        try DiskFile.makeDirectory(local.files)
        try console.append(lines)
    }

    /// Sends the configuration, when it changed and the last time is long enough ago.
    func sendConfiguration(isFinal: Bool) async throws(SyncError) {
        guard assembler.hasNewConfiguration else { return }
        if !isFinal, clock.now - lastConfiguration < .seconds(SyncLimits.configurationSeconds) { return }
        assembler.hasNewConfiguration = false
        lastConfiguration = clock.now
        var upsert = UpsertBucket(run: path.run, project: path.project, entity: path.entity)
        upsert.storageID = storageID.nilIfEmpty
        upsert.config = assembler.configuration.encoded
        if assembler.run != attributes {
            attributes = assembler.run
            attributes.setAttributes(of: &upsert)
        }
        do throws(APIError) {
            _ = try await client.send(upsert, policy: policies.upsert)
        } catch {
            throw .api(error)
        }
    }

    // MARK: What is told

    private func saveNowAndThen() async throws(SyncError) {
        guard clock.now - lastSave >= .seconds(SyncLimits.saveSeconds) else { return }
        lastSave = clock.now
        await note()
        try stateFile.save(state)
    }

    private func warn(_ warning: String) {
        if report.warnings.count < SyncLimits.warnings { report.warnings.append(warning) }
        options.onEvent?(.warning(warning))
    }

    func tell() {
        guard let onEvent = options.onEvent else { return }
        progress.logBytes = DiskFile.mark(local.log)?.bytes ?? progress.readBytes
        onEvent(.progress(progress))
    }
}
