import RoostJSON

/// What an agent tells the server of an attempt. Telling it twice changes nothing.
public struct AgentEvent: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case started, finished, failed, preempted, released, warning, cancelled
    }

    /// Whose failure it was; each has a budget of retries.
    public enum Failure: String, Sendable, Hashable {
        /// The machine, the cluster or the agent.
        case infrastructure
        /// The job's own.
        case error
    }

    /// What was being done.
    public enum Stage: String, Sendable, Hashable {
        case agent, source, build, run
    }

    public var kind: Kind
    public var failure: Failure?
    public var stage: Stage?
    public var message: String?
    public var exitCode: Int32?
    public var node: String?
    /// What the resource calls the job.
    public var job: String?
    public var logTail: String?

    public init(
        _ kind: Kind, failure: Failure? = nil, stage: Stage? = nil, message: String? = nil, exitCode: Int32? = nil,
        node: String? = nil, job: String? = nil, logTail: String? = nil
    ) {
        self.kind = kind
        self.failure = failure
        self.stage = stage
        self.message = message
        self.exitCode = exitCode
        self.node = node
        self.job = job
        self.logTail = logTail
    }

    /// Whether nothing can follow it.
    var isLast: Bool {
        switch kind {
        case .started, .warning: false
        case .finished, .failed, .preempted, .released, .cancelled: true
        }
    }

    public var members: JSONObject {
        var members: JSONObject = ["event": .string(kind.rawValue)]
        if let failure { members["kind"] = .string(failure.rawValue) }
        if let stage { members["stage"] = .string(stage.rawValue) }
        if let message { members["message"] = .string(message) }
        if let exitCode { members["exit_code"] = .int(Int64(exitCode)) }
        if let node { members["node"] = .string(node) }
        if let job { members["job"] = .string(job) }
        if let logTail { members["log_tail"] = .string(logTail) }
        return members
    }

    /// Reads what ``members`` holds; `nil` for anything else.
    init?(_ json: JSON) {
        guard let kind = json["event"]?.stringValue.flatMap(Kind.init) else { return nil }
        self.init(
            kind, failure: json["kind"]?.stringValue.flatMap(Failure.init),
            stage: json["stage"]?.stringValue.flatMap(Stage.init), message: json["message"]?.stringValue,
            exitCode: json["exit_code"]?.intValue.map(Int32.init(clamping:)), node: json["node"]?.stringValue,
            job: json["job"]?.stringValue, logTail: json["log_tail"]?.stringValue)
    }

    /// A failure before the job ran, by its cause.
    init(_ error: LaunchError) {
        let (failure, stage): (Failure, Stage) =
            switch error {
            case .invalid, .forbidden, .notFound: (.error, .agent)
            case .source: (.error, .source)
            case .build: (.error, .build)
            case .unavailable, .server, .system: (.infrastructure, .agent)
            case .submission: (.error, .run)
            }
        self.init(.failed, failure: failure, stage: stage, message: error.description)
        if case .build(_, _, let log) = error, !log.isEmpty { logTail = log }
    }
}
