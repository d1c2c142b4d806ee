import Foundation

extension Attempt {
    /// Looks at the job until it has ended, tells what happens meanwhile, and carries out what is asked for.
    func watch() async throws(LaunchError) {
        let resource = try context.resource(of: lease)
        guard let handle = record.handle else {
            throw .system(operation: "reading an attempt's record", reason: "it has no job")
        }
        let interval = context.pace.observation(of: lease.resource)
        let teller = Task { await tellAll(untilLast: false) }
        defer { teller.cancel() }
        var stop = StopWatch(context: context, lease: lease)
        var unknownSince: ContinuousClock.Instant?
        var askedAt: ContinuousClock.Instant?
        var lastMessage = ""
        while true {
            if record.ending == nil, await stop.isOver() {
                context.log.say("stopping", "the run was asked to stop and has not ended; it is cancelled", of: lease)
                end(.cancelled)
            }
            if record.ending != nil, askedAt.map({ .now - $0 > .seconds(10) }) ?? true {
                askedAt = .now
                await cancel(handle, at: resource)
            }
            do {
                let seen = try await resource.observe(handle)
                if seen.state == .unknown {
                    let since = unknownSince ?? .now
                    unknownSince = since
                    if .now - since > .seconds(context.pace.unknown) {
                        try over(telling: [
                            AgentEvent(
                                .failed, failure: .infrastructure, stage: .run,
                                message: "\(lease.resource) does not know the job \(handle.externalID) any more")
                        ])
                        return
                    }
                } else {
                    unknownSince = nil
                }
                if seen.state.isFinal {
                    teller.cancel()
                    await teller.value
                    try await conclude(seen, handle, at: resource, wasAskedToStop: stop.isAsked)
                    return
                }
                if let message = seen.message, message != lastMessage {
                    lastMessage = message
                    context.log.say("waiting", message, of: lease, level: 1)
                }
            } catch {
                // The resource cannot be asked now: a controller that restarts, a full process table.
                context.log.say("warning", "its job cannot be looked at: \(error)", of: lease)
                await bell.wait(seconds: max(interval, 1))
            }
            await bell.wait(seconds: interval)
        }
    }

    private func cancel(_ handle: JobHandle, at resource: any Resource) async {
        do {
            try await resource.cancel(handle)
        } catch {
            context.log.say("warning", "its job cannot be cancelled: \(error)", of: lease)
        }
    }

    /// Writes down how the job ended.
    private func conclude(
        _ seen: JobObservation, _ handle: JobHandle, at resource: any Resource, wasAskedToStop: Bool
    ) async throws(LaunchError) {
        let tail = (try? await resource.logs(handle, limit: AgentLimits.logTailBytes)) ?? ""
        var event = await event(for: seen, wasAskedToStop: wasAskedToStop)
        event.exitCode = seen.exitCode
        event.node = seen.node
        event.logTail = tail.isEmpty ? nil : tail
        event.stage = event.stage ?? .run
        event = redacted(event)
        let code = seen.exitCode.map { " with exit code \($0)" } ?? ""
        let reason = event.message.map { ": \($0)" } ?? ""
        context.log.say(
            "ended", "\(event.kind.rawValue)\(code)\(reason)", of: lease,
            ["end": .string(event.kind.rawValue), "exit_code": seen.exitCode.map { .int(Int64($0)) } ?? .null])
        try over(telling: [event])
    }

    private func event(for seen: JobObservation, wasAskedToStop: Bool) async -> AgentEvent {
        switch record.ending {
        case .cancelled: return AgentEvent(.cancelled, message: seen.message ?? "cancelled")
        case .withdrawn where seen.state != .finished:
            return AgentEvent(.failed, failure: .infrastructure, message: "the agent was ended")
        case .lost, .withdrawn, nil: break
        }
        switch seen.state {
        case .finished:
            guard context.configuration.requiresRun, await !runHasBegun() else { return AgentEvent(.finished) }
            return AgentEvent(
                .failed, failure: .error,
                message: "The submitted job exited successfully but failed to call wandb.init")
        case .preempted: return AgentEvent(.preempted, message: seen.message)
        case .stopped: return AgentEvent(.cancelled, message: seen.message ?? "ended outside of the agent")
        case .failed where wasAskedToStop:
            return AgentEvent(.cancelled, message: "the run was asked to stop")
        case .failed:
            // Without an exit code the program did not come to its own end.
            return AgentEvent(
                .failed, failure: seen.exitCode == nil ? .infrastructure : .error,
                message: seen.message ?? seen.exitCode.map { "the program ended with exit code \($0)" })
        case .starting, .running, .stopping, .unknown:
            return AgentEvent(.failed, failure: .infrastructure, message: seen.message)
        }
    }

    private func runHasBegun() async -> Bool {
        for pause in context.pace.runChecks {
            if pause > 0 { await bell.wait(seconds: pause) }
            do {
                if try await context.service.hasBegun(
                    entity: lease.entity, project: lease.project, run: lease.runID)
                {
                    return true
                }
            } catch {
                // Whoever cannot ask does not claim that there is none.
                return true
            }
        }
        return false
    }

    /// Without the secrets of the job.
    func redacted(_ event: AgentEvent) -> AgentEvent {
        func clean(_ text: String?) -> String? {
            text.map { text in
                var redactor = Redactor(secrets: record.secrets + [lease.apiKey])
                let bytes = redactor.redact(Array(text.utf8)[...])
                return String(decoding: bytes + redactor.finish(), as: UTF8.self)
            }
        }
        var event = event
        event.message = clean(event.message)
        event.logTail = clean(event.logTail)
        return event
    }
}

/// Asks now and then whether a person wants the run to stop, and says when it has had its time to do so.
private struct StopWatch {
    let context: AgentContext
    let lease: AgentLease
    private var nextCheck = ContinuousClock.now
    private var askedAt: ContinuousClock.Instant?

    init(context: AgentContext, lease: AgentLease) {
        self.context = context
        self.lease = lease
        nextCheck = .now + .seconds(context.pace.stopCheck)
    }

    var isAsked: Bool { askedAt != nil }

    mutating func isOver() async -> Bool {
        if let askedAt { return .now - askedAt >= .seconds(context.configuration.stoppedRunTimeout) }
        guard ContinuousClock.now >= nextCheck else { return false }
        nextCheck = .now + .seconds(context.pace.stopCheck)
        guard
            (try? await context.service.isStopped(entity: lease.entity, project: lease.project, run: lease.runID))
                == true
        else { return false }
        askedAt = .now
        return context.configuration.stoppedRunTimeout == 0
    }
}
