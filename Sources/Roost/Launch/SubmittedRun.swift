import RoostLaunch
import Synchronization

/// A run that was launched on this machine.
public final class SubmittedRun: Sendable {
    /// What the resource calls it.
    public let id: String
    /// `entity/project/run`.
    public let path: String
    /// The file that the program's output goes to.
    public let logPath: String
    private let handle: JobHandle
    private let resource: any Resource
    private let last = Mutex(JobState.starting)

    init(handle: JobHandle, resource: any Resource, path: String, log: String) {
        id = handle.id
        self.path = path
        logPath = log
        self.handle = handle
        self.resource = resource
        LocalRuns.ofProgram.add(handle)
    }

    /// The run's id.
    public var runID: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// How the run stood when it was last asked for.
    public var status: JobState { last.withLock { $0 } }

    /// How the run stands.
    public struct Status: Sendable, Hashable {
        /// The state, by the official client's names.
        public var state: JobState
        /// Why, in words for a person.
        public var messages: [String]
        /// Once the program has ended; 128 and the signal's number where one ended it.
        public var exitCode: Int32?
    }

    /// Asks how the run stands now.
    @discardableResult
    public func getStatus() async throws -> Status {
        let observation = try await resource.observe(handle)
        last.withLock { $0 = observation.state }
        if observation.state.isFinal { LocalRuns.ofProgram.remove(handle) }
        return Status(
            state: observation.state, messages: observation.message.map { [$0] } ?? [], exitCode: observation.exitCode)
    }

    /// Waits for the end.
    ///
    /// - Returns: whether the run has succeeded.
    public func wait() async throws -> Bool {
        var pause = 5
        while true {
            let status = try await getStatus()
            if status.state.isFinal { return status.state == .finished }
            try await Task.sleep(for: .milliseconds(pause))
            pause = min(pause * 2, 100)
        }
    }

    /// What the program has written last, secrets taken out; `nil` where it has written nothing.
    public func getLogs() async throws -> String? {
        let text = try await resource.logs(handle, limit: 1 << 20)
        return text.isEmpty ? nil : text
    }

    /// Lets the run go on by itself: it is neither waited for when this program exits nor ended when it is interrupted.
    public func leave() { LocalRuns.ofProgram.remove(handle) }

    /// Asks the run to end, and ends it when it does not. ``wait()`` tells when it is over.
    public func cancel() async throws {
        try await resource.cancel(handle)
        try await getStatus()
    }
}

/// A run that was waited for has failed.
public struct ExecutionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `entity/project/run`.
    public let run: String
    /// How it ended.
    public let state: JobState
    /// The program's exit code; `nil` where it never began.
    public let exitCode: Int32?
    /// Why, in words for a person.
    public let message: String
    /// The end of what the program has written.
    public let log: String

    init(_ run: SubmittedRun, _ status: SubmittedRun.Status, _ log: String?) {
        self.run = run.path
        state = status.state
        exitCode = status.exitCode
        message = status.messages.joined(separator: "; ")
        self.log = (log ?? "").split(separator: "\n", omittingEmptySubsequences: false).suffix(40).joined(
            separator: "\n")
    }

    public var description: String {
        let code = exitCode.map { " with exit code \($0)" } ?? ""
        return "the run \(run) has \(state == .stopped ? "been stopped" : "failed")\(code)"
            + (message.isEmpty ? "" : ": \(message)") + (log.isEmpty ? "" : "\n\(log)")
    }
}
