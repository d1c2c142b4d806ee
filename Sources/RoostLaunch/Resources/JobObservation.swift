/// How a job stands.
public struct JobObservation: Sendable, Hashable {
    public var state: JobState
    /// Where the program has ended; 128 and the signal's number where one ended it.
    public var exitCode: Int32?
    /// Why, in words for a person: out of memory, node lost, waiting for resources.
    public var message: String?
    /// The machine that it runs on.
    public var node: String?

    public init(_ state: JobState, exitCode: Int32? = nil, message: String? = nil, node: String? = nil) {
        self.state = state
        self.exitCode = exitCode
        self.message = message
        self.node = node
    }
}

/// The states of a job, by the names of the official client's submitted runs.
public enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Submitted; its program does not run yet.
    case starting
    case running
    /// Asked to end.
    case stopping
    /// Ended with exit code 0.
    case finished
    /// Ended with another, or could not run.
    case failed
    /// Ended because it was cancelled.
    case stopped
    /// The cluster took its place away; it can run again.
    case preempted
    /// The resource does not know it (any more).
    case unknown

    public var isFinal: Bool {
        switch self {
        case .finished, .failed, .stopped, .preempted: true
        case .starting, .running, .stopping, .unknown: false
        }
    }
}
