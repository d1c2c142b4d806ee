import CLaunch
import Foundation

/// Starts jobs under supervisors, and asks for them by their files alone.
struct Supervision: Sendable {
    /// The resource that the jobs belong to.
    let resource: String
    /// The `roost` executable.
    let executable: String
    /// The variables of this process.
    let surroundings: [String: String]

    /// What jobs inherit of them.
    var inherited: [String: String] { EnvironmentNames.inherited(surroundings) }

    /// The values that must not appear in the log of a job with these variables.
    func secrets(_ environment: [String: String]) -> [String] {
        environment.compactMap { name, value in
            let upper = name.uppercased()
            let isSecret = ["KEY", "TOKEN", "SECRET", "PASSW", "CREDENTIAL"].contains { upper.contains($0) }
            // Paths of files with secrets are none.
            return isSecret && value.utf8.count >= Redactor.shortestSecret && !value.hasPrefix("/") ? value : nil
        }.sorted()
    }

    /// Starts the job, or answers the one that is there.
    func submit(_ order: JobOrder, in path: String) throws(LaunchError) -> JobHandle {
        try SmallFile.makeFolder(path)
        let directory = JobDirectory(path)
        let handle = JobHandle(resource: resource, id: order.id, externalID: order.id, stateDirectory: path)
        var order = order
        order.environment[JobMarker.variable] = path
        guard let bytes = try? JSONEncoder().encode(order) else {
            throw .system(operation: "writing \(directory.order)", reason: "the job is not JSON")
        }
        if try !SmallFile.create(Array(bytes), at: directory.order), let present = directory.readOrder() {
            guard present.id == order.id else {
                throw .submission(resource: resource, reason: "\(path) belongs to the job \(present.id)")
            }
        }
        if directory.readExit() == nil { try supervise(directory) }
        return handle
    }

    /// Starts a supervisor where the job has none. It gets the lock that is taken here, so that at no time a job that
    /// was submitted looks like one whose supervisor is gone.
    private func supervise(_ directory: JobDirectory) throws(LaunchError) {
        guard let lock = try directory.takeLock() else { return }
        defer { close(lock) }
        guard directory.readExit() == nil else { return }
        let log = roost_open(directory.supervisorLog, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else { throw SmallFile.failure("opening \(directory.supervisorLog)") }
        defer { close(log) }
        let start = ProcessStart(
            executable: executable, arguments: ["launch-job", "--locked", directory.path],
            environment: surroundings.filter { !EnvironmentNames.looksSecret($0.key) }, directory: "/", output: log,
            error: log, kept: lock)
        let pid = try start.start()
        // The supervisor is this process's child; unless it is waited for, it stays in the process table.
        let waiter = Thread {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        }
        waiter.stackSize = 64 << 10
        waiter.start()
    }

    func find(_ id: String, in path: String) -> JobHandle? {
        guard let order = JobDirectory(path).readOrder(), order.id == id else { return nil }
        return JobHandle(resource: resource, id: id, externalID: id, stateDirectory: path)
    }

    func observe(_ handle: JobHandle) throws(LaunchError) -> JobObservation {
        let directory = JobDirectory(handle.stateDirectory)
        if let end = directory.readExit() { return JobObservation(end, node: Self.node) }
        guard SmallFile.exists(directory.order) else { return JobObservation(.unknown) }
        if directory.isSupervised {
            if SmallFile.exists(directory.cancel) { return JobObservation(.stopping, node: Self.node) }
            return JobObservation(SmallFile.exists(directory.started) ? .running : .starting, node: Self.node)
        }
        // It may have ended between the two looks.
        if let end = directory.readExit() { return JobObservation(end, node: Self.node) }
        return JobObservation(try bury(directory), node: Self.node)
    }

    /// Ends what a killed supervisor has left, and writes down that the job is lost.
    private func bury(_ directory: JobDirectory) throws(LaunchError) -> JobExit {
        ProcessTree.signal(SIGKILL, to: ProcessTree.marked(directory.path))
        for command in directory.readOrder()?.cleanup ?? [] where !command.isEmpty {
            let start = ProcessStart(
                executable: command[0], arguments: Array(command.dropFirst()), environment: surroundings,
                directory: nil, output: 2, error: 2)
            guard let pid = try? start.start() else { continue }
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        }
        let wasCancelled = SmallFile.exists(directory.cancel)
        let end = JobExit(
            cause: wasCancelled ? .cancelled : .lost,
            message: wasCancelled ? "cancelled" : "the process that watched over the job was killed")
        directory.forgetSecrets()
        try directory.write(end)
        return end
    }

    func cancel(_ handle: JobHandle) throws(LaunchError) {
        let directory = JobDirectory(handle.stateDirectory)
        guard SmallFile.exists(directory.order), directory.readExit() == nil else { return }
        try SmallFile.write([], to: directory.cancel)
    }

    func logs(_ handle: JobHandle, limit: Int) -> String {
        let directory = JobDirectory(handle.stateDirectory)
        let output = SmallFile.tail(directory.output, limit: limit)
        return output.isEmpty ? SmallFile.tail(directory.supervisorLog, limit: limit) : output
    }

    static var node: String { ProcessInfo.processInfo.hostName }
}

extension JobObservation {
    /// How a job ended, as its supervisor wrote it down.
    init(_ end: JobExit, node: String) {
        let state: JobState =
            switch end.cause {
            case .exited: end.code == 0 ? .finished : .failed
            case .cancelled: .stopped
            case .deadline, .start, .lost: .failed
            }
        self.init(state, exitCode: end.code, message: end.message, node: node)
    }
}
