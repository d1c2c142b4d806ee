/// Where a run's data goes.
public enum RunMode: String, Sendable, Hashable, CaseIterable {
    /// To the server, as it is logged.
    case online
    /// To this machine's disk; `roost sync` uploads it later.
    case offline
    /// Nowhere: every call is accepted and does nothing.
    case disabled

    /// Reads the name of a mode, also `run` for online and `dryrun` for offline.
    init(setting text: String, argument: String) throws(UsageError) {
        switch text {
        case "run": self = .online
        case "dryrun": self = .offline
        default:
            guard let mode = RunMode(rawValue: text) else {
                throw UsageError(
                    argument: argument, value: text, problem: "there is no such mode",
                    remedy: "Use online, offline or disabled.")
            }
            self = mode
        }
    }
}
