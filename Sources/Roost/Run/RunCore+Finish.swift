import RoostJSON
import RoostLog

extension RunCore {
    /// Writes the run's end to the log.
    ///
    /// - Returns: whether it was this call that ended the run.
    func end(code: Int32) -> Bool {
        let summary = state.withLock { state -> [(key: String, value: RunValue?)]? in
            guard !state.isFinished else { return nil }
            state.assembler.flush(into: &state.recorder)
            state.isFinished = true
            return state.finalSummary
        }
        guard let summary else { return false }
        leave()
        guard let log else { return true }
        makeJob()
        let runtime = runtimeSeconds
        append(.summary(summary + [(key: "_wandb", value: ["runtime": .integer(runtime)])]))
        append(.exit(code: code, runtimeSeconds: runtime))
        do {
            try log.close()
        } catch {
            messages.warning("\(error)")
        }
        if let failure = state.withLock({ $0.recorder.takeFailure() }) { messages.warning("\(failure)") }
        // A run that went wrong is what the next start resumes.
        if code == 0 { resumeFile?.remove() }
        return true
    }

    /// The end of a run that the program has not finished: nothing can be waited for.
    func endAtExit(code: Int32) {
        services.stopAll()
        guard end(code: code) else { return }
        upload.withLock { $0 }?.waitAtExit()
        if let directory, mode == .offline {
            tellHowToSync(directory)
        }
    }

    /// Waits until the run is uploaded, where it is to be.
    func waitForUpload() async throws {
        guard let upload = upload.withLock({ $0 }) else {
            if let directory, mode == .offline { tellHowToSync(directory) }
            return
        }
        try await upload.wait()
        if let url = Run(core: self).url { messages.address("The run is uploaded: \(url)") }
    }

    private func tellHowToSync(_ directory: RunDirectory) {
        messages.address("Offline run \(identity.id): upload it with `roost sync \(directory.path)`.")
    }

    private var runtimeSeconds: Int64 {
        let start = identity.startTime
        return max(0, WallClock.microseconds() - start) / 1_000_000 + identity.earlierRuntimeSeconds
    }
}

extension RunState {
    /// The whole summary, with the step and the time of the last row.
    fileprivate var finalSummary: [(key: String, value: RunValue?)] {
        var members = recorder.summary.members.map { (key: $0.key, value: RunValue?.some($0.value)) }
        if let (step, time) = recorder.lastRow {
            members.append((key: "_step", value: .integer(step)))
            members.append((key: "_timestamp", value: .number(Double(time) / 1e6)))
            members.append((key: "_runtime", value: .number(Double(recorder.clock.runtime(at: time)) / 1e6)))
        }
        return members
    }
}
