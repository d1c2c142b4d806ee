import RoostAPI
import RoostLog

/// What a syncer tells while it works.
public enum SyncEvent: Sendable {
    /// The server knows the run.
    case started(RunPath)
    case progress(SyncProgress)
    /// A request failed and is made again after so many seconds.
    case retrying(cause: String, seconds: Double)
    /// Something was left out.
    case warning(String)
    /// Somebody has asked the server to stop the run.
    case stopRequested
}

/// How far a run is.
public struct SyncProgress: Sendable, Hashable {
    /// How much of the log was read, in bytes.
    public var readBytes: Int64 = 0
    /// The size of the log, in bytes.
    public var logBytes: Int64 = 0
    /// How many history rows the server has acknowledged.
    public var historyLines = 0
    /// How many files were uploaded.
    public var files = 0

    public init() {}
}

/// What became of a run.
public struct SyncReport: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// The server has all of it, and this exit code.
        case finished(exitCode: Int32)
        /// The server has what the log holds; the run goes on.
        case unfinished
        /// An earlier process had pushed it: nothing was done.
        case alreadySynced
    }

    public var outcome: Outcome
    /// Where the run is; `nil` for one that was synced before.
    public var path: RunPath?
    /// How many history rows the run's log holds.
    public var historyLines = 0
    /// How many files were uploaded this time.
    public var files = 0
    /// What was left out, in words.
    public var warnings: [String] = []
    /// The damaged stretches of the log.
    public var faults: [LogFault] = []
    /// What the server refused; the run is not marked as synced, so that it is tried again.
    public var failures: [String] = []
}
