import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The folder of one run on this machine.
///
/// `wandb/run-20260131_175901-ID/` holds `run-ID.wandb` (the transaction log), `files/` (what is uploaded), `logs/`
/// and `tmp/`; runs that are written offline begin with `offline-run-`.
public struct RunDirectory: Sendable, Hashable {
    /// The folder itself.
    public let path: String
    /// The run's id, `_` in place of slashes.
    public let runID: String

    /// What is uploaded; `run.dir` of the Python client.
    public var files: String { path + "/files" }
    /// What the uploader writes about its work.
    public var logs: String { path + "/logs" }
    /// What is needed only until it is uploaded.
    public var temporary: String { path + "/tmp" }
    /// The transaction log.
    public var log: String { path + "/run-\(runID).wandb" }

    /// The folder of a run, which need not exist.
    ///
    /// - Parameters:
    ///   - stage: the folder of all runs.
    ///   - runID: the run's id.
    ///   - isOffline: whether the run is written offline.
    ///   - start: when the run starts, of which the local time goes into the name.
    ///   - timeZone: what local means.
    public init(stage: String, runID: String, isOffline: Bool, start: Date, timeZone: TimeZone = .current) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: start)
        func digits(_ part: Int?, _ count: Int = 2) -> String {
            let text = String(part ?? 0)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = digits(parts.year, 4) + digits(parts.month) + digits(parts.day)
        let time = digits(parts.hour) + digits(parts.minute) + digits(parts.second)
        // Ids of other clients may hold slashes.
        let name = runID.map { $0 == "/" ? "_" : String($0) }.joined()
        path = "\(stage)/\(isOffline ? "offline-" : "")run-\(date)_\(time)-\(name)"
        self.runID = name
    }

    /// Makes the folder of a run that starts now. No two starts get the same one: where the name is taken, by a start
    /// within the same second, the folder gets the name of the next second that is free.
    static func create(stage: String, runID: String, isOffline: Bool, start: Date) throws(RunError) -> RunDirectory {
        try makeFolder(stage)
        for second in 0..<RunLimits.startsPerSecond {
            let directory = RunDirectory(
                stage: stage, runID: runID, isOffline: isOffline, start: start + TimeInterval(second))
            // Made or refused in one step, so that programs that start together cannot both have it.
            if mkdir(directory.path, 0o777) == 0 {
                for folder in [directory.files, directory.logs, directory.temporary + "/code"] {
                    try makeFolder(folder)
                }
                return directory
            }
            if errno != EEXIST { throw cannotMake(directory.path, String(cString: strerror(errno))) }
        }
        throw cannotMake(
            RunDirectory(stage: stage, runID: runID, isOffline: isOffline, start: start).path,
            "the run was started \(RunLimits.startsPerSecond) times at once")
    }

    private static func makeFolder(_ path: String) throws(RunError) {
        do {
            try DiskFile.makeFolder(path)
        } catch .unwritable(_, let reason) {
            throw cannotMake(path, reason)
        } catch {
            throw cannotMake(path, "\(error)")
        }
    }

    private static func cannotMake(_ folder: String, _ reason: String) -> RunError {
        RunError(
            "The run's folder \(folder) cannot be made: \(reason). Give another place with dir: or WANDB_DIR.")
    }

    /// Points `latest-run` beside the folder to it.
    func link() {
        let stage = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        let name = path.dropFirst(stage.count + 1)
        let temporary = "\(stage)/latest-run.\(getpid())"
        // Two runs that start at once exchange the link as a whole; without links the run does as well.
        unlink(temporary)
        if symlink(String(name), temporary) == 0 { rename(temporary, "\(stage)/latest-run") }
    }
}
