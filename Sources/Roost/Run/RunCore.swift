import Foundation
import RoostAPI
import RoostJSON
import RoostLog
import Synchronization

/// A run: what every handle of it shares.
final class RunCore: Sendable {
    let identity: RunIdentity
    let settings: Settings
    let mode: RunMode
    let messages: Messages
    /// `nil` for a disabled run.
    let directory: RunDirectory?
    let log: LogWriter?
    let config: Config
    let clock: RunClock
    let state: RunLock<RunState>
    /// `nil` for a disabled run.
    let media: MediaStore?
    let services = RunServices()
    /// `nil` until the upload starts, and for a run that no server gets.
    let upload = Mutex<RunUpload?>(nil)
    let resumeFile: ResumeFile?
    private let runs: ActiveRuns

    init(
        identity: RunIdentity, settings: Settings, mode: RunMode, messages: Messages, directory: RunDirectory?,
        log: LogWriter?, config: ConfigValues, clock: RunClock, state: RunState, resumeFile: ResumeFile?,
        runs: ActiveRuns
    ) {
        self.identity = identity
        self.settings = settings
        self.mode = mode
        self.messages = messages
        self.directory = directory
        self.log = log
        self.clock = clock
        self.state = RunLock(state)
        self.resumeFile = resumeFile
        self.runs = runs
        media = directory.map { directory in
            let staging = TableArtifactStaging(runID: identity.id, directory: directory.temporary + "/artifacts")
            return MediaStore(MediaDirectory(root: directory.files, artifacts: staging))
        }
        self.config = Config(config) { changes in
            guard let log else { return }
            RunCore.append(.config(changes), to: log, messages)
        }
    }

    /// Counts the run among the program's.
    func begin() { runs.push(self) }

    /// The run is none of the program's any more.
    func leave() { runs.remove(self) }

    /// Appends a record to the transaction log; a failure is told, since there is nobody to throw it to.
    func append(_ record: LogRecord) {
        guard let log else { return }
        Self.append(record, to: log, messages)
    }

    private static func append(_ record: LogRecord, to log: LogWriter, _ messages: Messages) {
        do {
            try log.append(record)
        } catch {
            messages.warning("\(error)")
        }
    }

    /// Writes what was logged to the file, and says what went wrong.
    func flush() {
        guard let log, !state.withLock({ $0.isFinished }) else { return }
        do {
            try log.flush()
        } catch {
            messages.warning("\(error)")
        }
        if let failure = state.withLock({ $0.recorder.takeFailure() }) { messages.warning("\(failure)") }
    }

    /// Notes that a part of the library is used.
    func note(_ features: RunTelemetry.Feature...) {
        let record = state.withLock { state -> LogTelemetryRecord? in
            var isNew = false
            for feature in features where state.telemetry.note(feature) { isNew = true }
            return isNew ? state.telemetry.record : nil
        }
        if let record { append(.with { $0.telemetry = record }) }
    }
}

/// Who a run is; nothing of it changes.
struct RunIdentity: Sendable, Hashable {
    var id: String
    var entity: String
    var project: String
    /// The server's id; empty for a run that it does not know yet.
    var storageID: String = ""
    var group: String?
    var jobType: String?
    var sweep: String?
    /// In microseconds since 1970.
    var startTime: Int64
    var startingStep: Int64 = 0
    var earlierRuntimeSeconds: Int64 = 0
    var isResumed = false
    /// Where people look at it; `nil` when no server is named.
    var appURL: String?
    /// The key that the address of a run of an anonymous account carries.
    var anonymousKey: String?
}
