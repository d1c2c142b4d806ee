extension Attempt {
    /// Tells the server every event that waits, in order, each until it is acknowledged.
    ///
    /// - Parameter untilLast: whether to go on when the task is cancelled, since nothing else is left to do.
    func tellAll(untilLast: Bool) async {
        var pause = context.pace.retry
        while let event = record.events.first, untilLast || !Task.isCancelled {
            do {
                let isAccepted = try await context.service.report(event, item: lease.item, token: lease.token)
                pause = context.pace.retry
                if isAccepted {
                    told(event)
                } else {
                    context.log.say("lost", "the item is no longer this agent's", of: lease)
                    abandon()
                }
                continue
            } catch {
                switch error {
                case .cancelled: return
                case .unreachable(let reason): context.log.say("warning", reason, of: lease, level: 1)
                case .unknown(let reason):
                    context.log.say("lost", reason, of: lease)
                    abandon()
                    continue
                case .refused(let reason):
                    context.log.say("warning", reason, of: lease)
                    refusals += 1
                    // Somebody may mend what is wrong, such as a key; but it does not go on for ever.
                    if refusals >= AgentLimits.refusals {
                        refusals = 0
                        told(event)
                        continue
                    }
                }
            }
            try? await Task.sleep(for: .seconds(pause))
            pause = min(pause * 2, AgentLimits.longestPauseSeconds)
        }
    }

    private func told(_ event: AgentEvent) {
        // A lost lease may have emptied the list meanwhile.
        guard !isOver, record.events.first == event else { return }
        record.events.removeFirst()
        // Telling it again after a restart would do no harm.
        if !record.events.isEmpty || record.phase != .ended { try? context.store.write(record) }
    }

    private func abandon() {
        record.events = []
        end(.lost)
    }
}
