import RoostAPI
import RoostLog

/// How a session ends: with the run, or before it.
extension UploadSession {
    /// Brings everything up and leaves the run going on.
    func pause() async throws(SyncError) {
        try await transmit()
        try await sendConfiguration(isFinal: true)
        try await settleBeside()
        try await transmit()
        try await stream.settle()
        await note()
        try console.flush()
        try stateFile.save(state)
        summarize()
    }

    func finish(_ exit: LogRunExitRecord) async throws(SyncError) {
        // Small things first: the rows are up before the last files are.
        try await transmit()
        try console.append(assembler.console.open)
        try console.flush()
        let isBystander = try await findsAnotherWriter()
        let generated = try GeneratedFiles(
            directory: local.files, configuration: isBystander ? nil : assembler.configuration,
            summary: isBystander ? nil : assembler.summaryText, hasConsole: !console.isEmpty
        ).write()
        do throws(APIError) {
            try await uploads.finish(generated: generated)
        } catch {
            throw .api(error)
        }
        try await lane.settle()
        if !isBystander { try await sendConfiguration(isFinal: true) }
        while assembler.hasWaitingLines { try await transmit() }
        var request = try await nextRequest()
        if !isBystander { repeatSummary(in: &request) }
        if !exit.notComplete { request.exitCode = exit.exitCode }
        try await stream.send(request, through: assembler.taken)
        try await stream.settle()
        await note()
        state.exitCode = exit.exitCode
        try stateFile.save(state)
        report.outcome = .finished(exitCode: exit.exitCode)
        summarize()
        if options.marksSynced, report.failures.isEmpty { try DiskFile.touch(local.marker) }
    }

    /// Says the whole summary in the last request. The server keeps the one that arrives last, and one that a process
    /// sent which was killed since may have arrived late.
    private func repeatSummary(in request: inout FileStreamRequest) {
        let text = assembler.summaryText
        guard !assembler.hasNoSummary, text.count <= SyncLimits.lineBytes,
            !request.chunks.contains(where: { $0.file == StreamedFile.summary.rawValue })
        else { return }
        var chunk = FileStreamChunk(.summary, offset: 0)
        chunk.append(text.span)
        request.chunks.append(chunk)
    }

    /// Whether the log is one of a program that only looks after the run while another one writes it: it tells nothing
    /// of the run's own, but the server has values.
    private func findsAnotherWriter() async throws(SyncError) -> Bool {
        guard assembler.isBlank else { return false }
        do throws(APIError) {
            let question = RunResumeStatus(run: path.run, project: path.project, entity: path.entity)
            let status = try await client.send(question, policy: policies.request)
            let hasConfig = status?.config.objectValue?.keys.contains { $0 != "_wandb" } ?? false
            let hasSummary = status?.summary.objectValue.map { !$0.isEmpty } ?? false
            return hasConfig || hasSummary
        } catch {
            throw .api(error)
        }
    }

    private func settleBeside() async throws(SyncError) {
        do throws(APIError) {
            try await uploads.settle()
        } catch {
            throw .api(error)
        }
        try await lane.settle()
    }

    private func summarize() {
        report.historyLines = state.sent.history
        report.files = progress.files
        tell()
    }
}
