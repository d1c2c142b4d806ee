/// Where a run is in its life.
public enum RunState: String, Sendable, Hashable, CaseIterable {
    /// Created, not started.
    case pending
    case running
    /// Ended with exit code 0.
    case finished
    /// Ended with another exit code.
    case failed
    /// Its heartbeats stopped without an end.
    case crashed
    /// Ended because somebody asked it to.
    case killed
    /// About to be taken off its machine.
    case preempting
    /// Taken off its machine; may go on later.
    case preempted

    /// Whether nothing more is expected of the run.
    public var isEnded: Bool {
        switch self {
        case .pending, .running, .preempting: false
        case .finished, .failed, .crashed, .killed, .preempted: true
        }
    }
}
