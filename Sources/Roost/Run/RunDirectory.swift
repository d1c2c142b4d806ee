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
    public let runID: String

    /// What is uploaded; `run.dir` of the Python client.
    public var files: String { path + "/files" }
    public var logs: String { path + "/logs" }
    public var temporary: String { path + "/tmp" }
    /// The transaction log.
    public var log: String { path + "/run-\(runID).wandb" }

    /// - Parameters:
    ///   - stage: the folder of all runs.
    ///   - start: when the run starts, of which the local time goes into the name.
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

    /// Makes the folder of a run that starts now. A run that is started again within the second in which it was
    /// started before gets the name of the next second that is free.
    static func create(stage: String, runID: String, isOffline: Bool, start: Date) throws(RunError) -> RunDirectory {
        var directory = RunDirectory(stage: stage, runID: runID, isOffline: isOffline, start: start)
        for second in 1...RunLimits.startsPerSecond where FileManager.default.fileExists(atPath: directory.path) {
            directory = RunDirectory(
                stage: stage, runID: runID, isOffline: isOffline, start: start + TimeInterval(second))
        }
        try directory.create()
        return directory
    }

    /// Makes the folders.
    private func create() throws(RunError) {
        for folder in [files, logs, temporary + "/code"] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw RunError(
                    "The run's folder \(folder) cannot be made: \(error.localizedDescription). "
                        + "Give another place with dir: or WANDB_DIR.")
            }
        }
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
