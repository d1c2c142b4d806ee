import CLaunch
import Foundation

/// Runs one job and watches over it, as a process of its own: the job outlives the agent that started it, ends as a
/// whole, and its end is on the disk for whoever asks.
public struct JobSupervisor {
    private let directory: JobDirectory
    private let order: JobOrder
    private var redactor: Redactor
    private var log: Int32
    private var logged = 0

    /// How often files and signals are looked at, in milliseconds. Output and the end of it are seen at once.
    private static let tickMilliseconds: Int32 = 50

    /// The body of `roost launch-job`: returns when the job is over. Without effect where the job was started before.
    ///
    /// - Parameter lock: the descriptor of the lock, where the one who started this process has taken it.
    public static func run(_ path: String, lock: Int32?) throws(LaunchError) {
        let directory = JobDirectory(path)
        var lock = lock
        if lock == nil { lock = try directory.takeLock() }
        guard let lock else { return }
        _ = roost_close_on_exec(lock)
        defer { close(lock) }
        guard directory.readExit() == nil else { return }
        guard let order = directory.readOrder() else {
            throw .system(operation: "reading \(directory.order)", reason: "it is no job")
        }
        // Signals are looked for between two steps, so that no step is cut short.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { sigaddset(&blocked, signal) }
        sigprocmask(SIG_BLOCK, &blocked, nil)
        _ = roost_adopt_orphans()
        let log = roost_open(directory.output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else { throw SmallFile.failure("opening \(directory.output)") }
        defer { close(log) }
        var supervisor = JobSupervisor(
            directory: directory, order: order, redactor: Redactor(secrets: order.secrets), log: log)
        let end = try supervisor.runJob()
        for command in order.cleanup { supervisor.cleanUp(command) }
        directory.forgetSecrets()
        try directory.write(end)
    }

    private mutating func runJob() throws(LaunchError) -> JobExit {
        guard try SmallFile.create([], at: directory.starting) else {
            ProcessTree.signal(SIGKILL, to: ProcessTree.marked(directory.path))
            return JobExit(cause: .lost, message: "the process that watched over the job was killed")
        }
        if SmallFile.exists(directory.cancel) {
            return JobExit(cause: .cancelled, message: "cancelled before it began")
        }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SmallFile.failure("making a pipe") }
        let output = ends[0]
        defer { close(output) }
        _ = roost_close_on_exec(output)
        let start = ProcessStart(
            executable: order.executable, arguments: order.arguments, environment: order.environment,
            directory: order.directory, output: ends[1], error: ends[1])
        let pid: pid_t
        do {
            pid = try start.start()
            close(ends[1])
        } catch {
            close(ends[1])
            return JobExit(cause: .start, code: 127, message: "\(error)")
        }
        try SmallFile.write(Array("{\"pid\":\(pid)}".utf8), to: directory.started)
        return watch(pid, output)
    }

    // MARK: Watching

    private enum Ending { case cancelled, deadline }

    private mutating func watch(_ pid: pid_t, _ output: Int32) -> JobExit {
        var end: ProcessEnd?
        var hasOutput = true
        var ending: Ending?
        /// When what is left is ended, and when it is killed.
        var askAt = Double.infinity
        var killAt = Double.infinity
        while true {
            hasOutput = hasOutput && forward(output)
            var status: Int32 = 0
            var ended = waitpid(-1, &status, WNOHANG)
            while ended > 0 {
                if ended == pid { end = ProcessEnd(status: status) }
                ended = waitpid(-1, &status, WNOHANG)
            }
            let isEmpty = ended < 0
            if end != nil, isEmpty { break }
            let now = JobDirectory.now
            if ending == nil, directory.isOverdue {
                ending = .deadline
                killAt = now
            } else if ending == nil, end == nil, isAskedToEnd {
                ending = .cancelled
                kill(-pid, SIGTERM)
                killAt = now + order.graceSeconds
            }
            if end != nil, askAt == .infinity {
                askAt = now + (ending == nil ? LaunchLimits.leftoverSeconds : 0)
                killAt = min(killAt, askAt + LaunchLimits.leftoverSeconds)
            }
            if now >= killAt {
                ProcessTree.signal(SIGKILL, to: ProcessTree.descendants(of: getpid()))
            } else if now >= askAt {
                ProcessTree.signal(SIGTERM, to: ProcessTree.descendants(of: getpid()))
                askAt = killAt
            }
            if !hasOutput { usleep(useconds_t(end == nil ? 10_000 : 2_000)) }
        }
        while hasOutput, forward(output, waiting: 0, isLast: true) {}
        write(redactor.finish())
        return exit(end, ending)
    }

    private func exit(_ end: ProcessEnd?, _ ending: Ending?) -> JobExit {
        let code = end?.exitCode
        switch ending {
        case .cancelled: return JobExit(cause: .cancelled, code: code, message: "cancelled")
        case .deadline:
            return JobExit(
                cause: .deadline, code: code, message: "ended because its agent did not renew the lease in time")
        case nil:
            guard case .signal(let number) = end else { return JobExit(cause: .exited, code: code) }
            return JobExit(cause: .exited, code: code, message: "ended by signal \(number)")
        }
    }

    private var isAskedToEnd: Bool {
        if SmallFile.exists(directory.cancel) { return true }
        var pending = sigset_t()
        sigpending(&pending)
        return [SIGTERM, SIGINT, SIGHUP].contains { sigismember(&pending, $0) == 1 }
    }

    // MARK: Output

    /// Moves output into the log; false when the program and its children have closed it.
    private mutating func forward(
        _ output: Int32, waiting milliseconds: Int32 = tickMilliseconds, isLast: Bool = false
    ) -> Bool {
        var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        let ready = poll(&polled, 1, milliseconds)
        guard ready > 0 else { return ready == 0 ? !isLast : errno == EINTR }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(output, &buffer, buffer.count)
        guard count > 0 else { return count < 0 && errno == EINTR }
        write(redactor.redact(buffer[..<count]))
        return true
    }

    private mutating func write(_ bytes: [UInt8]) {
        let room = LaunchLimits.logBytes - logged
        guard room > 0, !bytes.isEmpty else { return }
        _ = SmallFile.put(Array(bytes.prefix(room)), to: log)
        logged += bytes.count
        if logged > LaunchLimits.logBytes {
            _ = SmallFile.put(Array("\nThe log is full; what follows is left out.\n".utf8), to: log)
        }
    }

    private func cleanUp(_ command: [String]) {
        guard let program = command.first else { return }
        let start = ProcessStart(
            executable: program, arguments: Array(command.dropFirst()), environment: order.environment, directory: nil,
            output: 2, error: 2)
        guard let pid = try? start.start() else { return }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
}
