/// Every bound of the agent.
public enum AgentLimits {
    /// How long a lease holds where the server does not say.
    static let leaseSeconds: Double = 30
    /// How long before a lease's end its job is ended, when it could not be renewed.
    static let leaseMarginSeconds: Double = 3
    /// How long the server may keep a question open until there is something to do.
    static let pollSeconds: Double = 10
    /// How long an answer may take beyond that.
    static let answerSeconds: Double = 10
    /// The longest pause between two attempts to reach the server.
    static let longestPauseSeconds: Double = 5
    /// How often the server may refuse an event before it is dropped.
    static let refusals = 10
    /// The end of a job's log that is reported.
    static let logTailBytes = 64 << 10
    /// How long a resource may not know a job before it counts as lost.
    static let unknownSeconds: Double = 20
    /// How often jobs of this machine are looked at.
    static let localObservationSeconds: Double = 0.1
    /// How often jobs elsewhere are looked at.
    static let remoteObservationSeconds: Double = 1
    /// How often the server is asked whether a run shall stop.
    static let stopCheckSeconds: Double = 5
    /// How long a job that must end is waited for before the agent says that it cannot end it.
    static let endingSeconds: Double = 120
    /// How often, and how many times, a run is looked for that its ended job should have begun.
    static let runCheckPauses: [Double] = [0, 0.5, 1, 2]
    /// The agents of the same queues that one machine may run.
    static let agentsOfOneKind = 64
    /// The largest configuration file.
    static let configurationBytes = 1 << 20
    /// The largest secret.
    static let secretBytes = 1 << 20
    /// How long a command that tells a secret may take.
    static let secretSeconds: Double = 30
}
