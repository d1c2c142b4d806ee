import FoundationEssentials
import RoostQueue

extension LaunchRepository {
    /// Lets an event happen to an item, and writes down all that follows from it.
    @discardableResult
    public func apply(
        _ event: ItemEvent, to item: inout LaunchItem, at now: Int64, report: AttemptReport = AttemptReport(),
        effects: inout LaunchEffects
    ) throws -> ItemAnswer {
        let attempt = item.lifecycle.attempt
        let answer = item.lifecycle.apply(event, at: now)
        guard case .accepted(let actions) = answer else {
            // What a job is called and where it runs may become known after it was started.
            if case .repeated = answer, case .started = event { try note(report, item: item.id, attempt: attempt) }
            return answer
        }
        var isReady = item.lifecycle.notBefore <= now
        for action in actions {
            switch action {
            case .beginAttempt(let number, let lease):
                try session.execute(
                    """
                    INSERT INTO launch_attempt (item_id, number, agent_id, state, leased_at)
                    VALUES ($1, $2, $3, 'leased', $4)
                    """,
                    [.int(item.id), .int(Int64(number)), agent(lease), SQLValue(transaction.now)])
            case .endAttempt(let number, let lease, let end):
                try endKey(of: &item, effects: &effects)
                try session.execute(
                    "UPDATE launch_attempt SET state = $3, ended_at = $4 WHERE item_id = $1 AND number = $2",
                    [.int(item.id), .int(Int64(number)), .text(end.name), SQLValue(transaction.now)])
                if report == AttemptReport(), case .expire = event {
                    try note(
                        AttemptReport(stage: "agent", message: "the agent gave no sign of life in time"),
                        item: item.id, attempt: number)
                }
                // A slot is free again, and an agent that did not report this itself must hear of it.
                effects.queues.insert(item.queueID)
                effects.agents.insert(lease.agent)
            case .waitAgain(let time):
                isReady = time <= now
                effects.queues.insert(item.queueID)
            case .forgetRun:
                if !item.isRunChosen { item.runName = nil }
            case .askAgentToStop(let lease):
                effects.agents.insert(lease.agent)
                if item.isOfficial { try stopRun(of: item, effects: &effects) }
            case .end: break
            }
        }
        if case .started = event {
            try session.execute(
                "UPDATE launch_attempt SET state = 'running', started_at = $3 WHERE item_id = $1 AND number = $2",
                [.int(item.id), .int(Int64(attempt)), SQLValue(transaction.now)])
        }
        try note(report, item: item.id, attempt: attempt)
        try save(item, isReady: isReady)
        return answer
    }

    private func agent(_ lease: ItemLease) -> SQLValue { lease.agent == 0 ? .null : .int(lease.agent) }

    /// Ends the key of the present attempt.
    func endKey(of item: inout LaunchItem, effects: inout LaunchEffects) throws {
        guard let key = item.keyID else { return }
        try transaction.keys.endAttemptKey(key)
        effects.deadKeys.insert(key)
        item.keyID = nil
    }

    /// Official agents hear of it from the run alone.
    private func stopRun(of item: LaunchItem, effects: inout LaunchEffects) throws {
        guard let name = item.runName,
            let run = try transaction.runs.find(project: item.projectID, name: name, parts: .none)
        else { return }
        if try transaction.runs.requestStop(run.id) { effects.stoppedRuns.insert(run.id) }
    }

    func save(_ item: LaunchItem, isReady: Bool) throws {
        let life = item.lifecycle
        try session.execute(
            """
            UPDATE launch_item SET state = $2, is_ready = $3, run_name = $4, is_official = $5, key_id = $6,
                attempt = $7, token = $8, agent_id = $9, deadline = $10, last_token = $11, not_before = $12,
                failed_infrastructure = $13, failed_preempted = $14, failed_error = $15, resume_count = $16,
                is_cancel_requested = $17, updated_at = $18
            WHERE id = $1
            """,
            [
                .int(item.id), .text(life.state.rawValue), SQLValue(isReady), SQLValue(item.runName),
                SQLValue(item.isOfficial), SQLValue(item.keyID), .int(Int64(life.attempt)),
                SQLValue(life.lease?.token.stored), life.lease.map(agent) ?? .null, SQLValue(life.lease?.deadline),
                SQLValue(life.lastToken?.stored), .int(life.notBefore), .int(Int64(life.failures.infrastructure)),
                .int(Int64(life.failures.preempted)), .int(Int64(life.failures.error)),
                .int(Int64(life.resumeCount)), SQLValue(life.isCancelRequested), SQLValue(transaction.now),
            ])
    }

    // MARK: Reports

    /// Writes down what a report says of an attempt.
    private func note(_ report: AttemptReport, item: Int64, attempt: Int) throws {
        guard report != AttemptReport() else { return }
        func clipped(_ text: String?, _ bytes: Int) -> SQLValue { SQLValue(text.map { $0.lastBytes(bytes) }) }
        try session.execute(
            """
            UPDATE launch_attempt SET stage = coalesce($3, stage), message = coalesce($4, message),
                exit_code = coalesce($5, exit_code), node = coalesce($6, node), job = coalesce($7, job),
                log_tail = coalesce($8, log_tail)
            WHERE item_id = $1 AND number = $2
            """,
            [
                .int(item), .int(Int64(attempt)), clipped(report.stage, Limits.shortTextBytes),
                clipped(report.message, Limits.launchMessageBytes), SQLValue(report.exitCode),
                clipped(report.node, Limits.shortTextBytes), clipped(report.job, Limits.shortTextBytes),
                clipped(report.logTail, Limits.launchMessageBytes),
            ])
    }

    /// Keeps a warning, as long as there are not too many.
    public func addWarning(item: Int64, stage: String, message: String, files: [String] = []) throws {
        let count = try session.int("SELECT count(*) FROM launch_warning WHERE item_id = $1", [.int(item)]) ?? 0
        guard count < Limits.warningsPerItem else { return }
        try session.execute(
            "INSERT INTO launch_warning (item_id, stage, message, files, created_at) VALUES ($1, $2, $3, $4, $5)",
            [
                .int(item), .text(stage.lastBytes(Limits.shortTextBytes)),
                .text(message.lastBytes(Limits.launchMessageBytes)),
                .text(StringList.text(Array(files.prefix(Limits.warningsPerItem)))), SQLValue(transaction.now),
            ])
    }
}

extension String {
    /// The end of a text, at most so many bytes of it, without zero bytes.
    fileprivate func lastBytes(_ count: Int) -> String {
        let clean = utf8.contains(0) ? String(filter { $0 != "\0" }) : self
        guard clean.utf8.count > count else { return clean }
        return String(clean[clean.utf8.index(clean.endIndex, offsetBy: -count)...])
    }
}
