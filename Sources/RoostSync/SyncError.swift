import RoostAPI
import RoostLog

/// Why a run could not be synced.
public enum SyncError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The directory holds no `run-ID.wandb` file.
    case noLog(directory: String)
    /// The log says of no run: it ends before its run record, or that one is damaged.
    case noRun(path: String)
    /// Another process syncs the same run.
    case busy(path: String)
    /// The log cannot be read.
    case log(LogError)
    case api(APIError)
    /// The file that remembers what was sent cannot be used.
    case state(path: String, reason: String)
    /// A file of the run cannot be read or written.
    case file(path: String, reason: String)
    /// The surrounding task was cancelled.
    case cancelled

    public var description: String {
        switch self {
        case .noLog(let directory):
            "\(directory): no run-ID.wandb file is in it; give a run's directory or one that holds such directories"
        case .noRun(let path): "\(path): the log names no run"
        case .busy(let path): "\(path): another process syncs this run; wait for it to end"
        case .log(let error): error.description
        case .api(let error): error.description
        case .state(let path, let reason):
            "\(path): \(reason); remove it to send the whole run again"
        case .file(let path, let reason): "\(path): \(reason)"
        case .cancelled: "interrupted; sync the run again to go on"
        }
    }
}
