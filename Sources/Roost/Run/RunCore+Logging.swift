import RoostJSON
import RoostLog

extension RunCore {
    /// Takes a row that is complete with its call, if the run has logged its keys before.
    ///
    /// - Returns: whether it has.
    func logKnown(_ row: NumberRow) -> Bool {
        let time = WallClock.microseconds()
        let waiting = state.withLock { state -> Int? in
            guard !state.isFinished, state.assembler.isBetweenRows, !state.recorder.metrics.hasStepSync,
                state.recorder.writeKnown(step: state.assembler.step, row, time: time)
            else { return nil }
            state.assembler.passRow()
            return state.recorder.waiting
        }
        guard let waiting else { return false }
        flushIfDue(waiting)
        return true
    }

    /// Takes the values of one call of `log`.
    func log(_ fields: UnsafeBufferPointer<RowField>, step: Int?, commit: Bool?) {
        if step != nil { note(.stepLogged) }
        // Media write their files first, outside the lock.
        for index in 0..<fields.count where fields[index].value.needsFiles {
            logWithMedia(Array(fields), step: step, commit: commit)
            return
        }
        record(fields, step: step, commit: commit)
    }

    /// Logs a row of another time, as event files tell it; it completes the row that is being filled, if there is one.
    func log(_ fields: [RowField], at time: Int64) {
        let place = state.withLock { MediaStep.step($0.assembler.step) }
        let isPlain = !fields.contains { $0.value.needsFiles }
        let written = isPlain ? fields : write(fields, at: place)
        written.withUnsafeBufferPointer { record($0, step: nil, commit: true, time: time) }
    }

    private func record(
        _ fields: UnsafeBufferPointer<RowField>, step: Int?, commit: Bool?, time: Int64 = WallClock.microseconds()
    ) {
        let (complaint, waiting) = state.withLock { state in
            (add(fields, step: step, commit: commit, time: time, to: &state), state.recorder.waiting)
        }
        flushIfDue(waiting)
        if let complaint { complain(complaint, step: step) }
    }

    @inline(__always)
    private func add(
        _ fields: UnsafeBufferPointer<RowField>, step: Int?, commit: Bool?, time: Int64, to state: inout RunState
    ) -> Complaint? {
        if state.isFinished { return .finished }
        if mode == .disabled {
            state.recorder.summary.log(fields, metrics: state.recorder.metrics)
            return nil
        }
        switch state.assembler.add(
            fields, step: step.map(Int64.init), commit: commit, time: time, into: &state.recorder)
        {
        case .accepted: return nil
        case .stepHasPassed(let current):
            state.refusedCalls += 1
            return state.refusedCalls == 1 ? .stepHasPassed(current) : nil
        }
    }

    /// Outside the lock: those who log at the same time do not wait for the file.
    @inline(__always)
    private func flushIfDue(_ waiting: Int) {
        // The thread that flushes tells what fails.
        if waiting >= LogLimits.gatherBytes { try? log?.flushIfDue(waiting) }
    }

    private enum Complaint {
        case finished
        case stepHasPassed(Int64)
    }

    private func complain(_ complaint: Complaint, step: Int?) {
        switch complaint {
        case .finished:
            messages.warning("The run \(identity.id) has finished: what is logged now is dropped. Start another run.")
        case .stepHasPassed(let current):
            messages.warning(
                "log(step: \(step ?? 0)) is ignored: the run is at step \(current), and steps only grow. To plot "
                    + "against another axis, log it as a value and define it: run.defineMetric(…, stepMetric: …). "
                    + "Further calls with steps that have passed are ignored silently.")
        }
    }

    private func logWithMedia(_ fields: [RowField], step: Int?, commit: Bool?) {
        let place = state.withLock { MediaStep.step(step.map(Int64.init) ?? $0.assembler.step) }
        let written = write(fields, at: place)
        written.withUnsafeBufferPointer { record($0, step: step, commit: commit) }
    }

    /// Writes the files of media values, and answers the values with their descriptors in place.
    func write(_ fields: [RowField], at step: MediaStep) -> [RowField] {
        guard let media else { return fields.filter { !$0.value.needsFiles } }
        let (written, report) = media.write(fields, at: step) { key, error in
            messages.warning("\(key) is not logged: \(error)")
        }
        for note in written.notes { append(.config(path: note.path, note.value)) }
        append(report)
        return written.fields
    }

    private func append(_ report: MediaReport) {
        if !report.files.isEmpty {
            append(.files(report.files, policy: .now, type: .media))
        }
        for labels in report.labels { append(.config(path: labels.configPath, labels.configValue)) }
        for artifact in report.artifacts {
            note(.table)
            append(.artifact(artifact, run: identity))
        }
    }
}

extension RunValue {
    /// Whether files have to be written before the value can be logged.
    var needsFiles: Bool {
        switch self {
        case .number, .integer, .bool, .string, .null: false
        default: hasMedia
        }
    }
}
