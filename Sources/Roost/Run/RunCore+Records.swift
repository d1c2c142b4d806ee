import Foundation
import RoostJSON
import RoostLog

extension RunCore {
    // MARK: Summary

    func summaryValue(_ key: String) -> RunValue? { state.withLock { $0.recorder.summary.value(key) } }

    var summaryJSON: JSON {
        let members = state.withLock { $0.recorder.summary.members }
        return RunValue.object(members).json ?? .emptyObject
    }

    /// Sets members of the summary by hand; `nil` removes one.
    func setSummary(_ values: [(key: String, value: RunValue?)]) {
        var members: [(key: String, value: RunValue?)] = []
        for (key, value) in values {
            guard let value else {
                members.append((key: key, value: nil))
                continue
            }
            members += write([(key: key, value: value)], at: .summary).map { (key: $0.key, value: $0.value) }
        }
        let isOpen = state.withLock { state in
            if state.isFinished { return false }
            for (key, value) in members { state.recorder.summary.set(key, value, metrics: state.recorder.metrics) }
            return true
        }
        guard isOpen else {
            messages.warning("The run \(identity.id) has finished: its summary does not change any more.")
            return
        }
        append(.summary(members))
        note(.summarySet)
    }

    // MARK: Metrics

    func define(_ definition: MetricDefinition, overwrite: Bool, isStepSyncAsked: Bool) {
        // What is written is the whole definition: readers of the log that do not add to earlier ones get it too.
        let whole = state.withLock { state in
            let whole = state.recorder.metrics.define(definition, overwrite: overwrite)
            state.recorder.summary.redefine(metrics: state.recorder.metrics)
            return whole
        }
        append(.metric(whole, overwrite: overwrite))
        note(.metric)
        if !definition.summary.isEmpty { note(.metricSummary) }
        if definition.isHidden { note(.metricHidden) }
        if isStepSyncAsked { note(.metricStepSync) }
        if definition.goal != nil { note(.metricGoal) }
    }

    // MARK: What people see

    func rename(_ name: String) {
        state.withLock { $0.name = name }
        append(update { $0.displayName = name })
        note(.renamed)
    }

    func annotate(_ notes: String?) {
        state.withLock { $0.notes = notes }
        append(update { $0.notes = notes ?? "" })
    }

    func retag(_ tags: [String]) {
        state.withLock { $0.tags = tags }
        append(update { $0.tags = tags })
        note(.retagged)
    }

    private func update(_ change: (inout LogRunRecord) -> Void) -> LogRecord {
        .with { record in
            record.run.runID = identity.id
            record.run.entity = identity.entity
            record.run.project = identity.project
            record.run.storageID = identity.storageID
            change(&record.run)
        }
    }

    func alert(_ title: String, _ text: String, level: AlertLevel, waitSeconds: Double) {
        append(
            .with {
                $0.alert.title = title
                $0.alert.text = text
                $0.alert.level = level.rawValue
                $0.alert.waitDuration = Int64(waitSeconds * 1000)
            })
    }

    func markPreempting() {
        append(.with { $0.preempting = LogRunPreemptingRecord() })
        flush()
    }
}
