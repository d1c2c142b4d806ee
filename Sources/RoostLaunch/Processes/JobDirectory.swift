import CLaunch
import Foundation
import RoostJSON

/// The files by which a job of this machine is known: to its supervisor, to the agent that started it and to the next
/// one.
///
/// | File | Content |
/// |---|---|
/// | `job.json` | what to run, as ``JobOrder`` |
/// | `environment` | the variables of a container, until it ends |
/// | `lock` | locked as long as a supervisor watches over the job |
/// | `starting` | there from just before the program starts: a program is never started twice |
/// | `started.json` | the process id |
/// | `cancel` | there when the job was asked to end |
/// | `deadline` | until when it may run without word from its agent, on the clock that runs while the machine sleeps |
/// | `output.log` | what the program writes, secrets taken out |
/// | `exit.json` | how it ended, as ``JobExit`` |
public struct JobDirectory: Sendable, Hashable {
    public let path: String

    public init(_ path: String) { self.path = path }

    var order: String { path + "/job.json" }
    var lock: String { path + "/lock" }
    var environment: String { path + "/environment" }
    var starting: String { path + "/starting" }
    var started: String { path + "/started.json" }
    var cancel: String { path + "/cancel" }
    var deadline: String { path + "/deadline" }
    public var output: String { path + "/output.log" }
    /// The file whose being there asks the job to end.
    public var cancelRequest: String { cancel }
    var supervisorLog: String { path + "/supervisor.log" }
    var exit: String { path + "/exit.json" }

    // MARK: The lease

    /// Lets the job run for this many seconds from now without another word. When they pass, its supervisor ends the
    /// job at once, so that another machine can start it anew. A job whose deadline was never set runs on.
    public func renew(seconds: Double) throws(LaunchError) {
        try SmallFile.write(Array("\(Self.now + seconds)".utf8), to: deadline)
    }

    var isOverdue: Bool {
        guard let bytes = SmallFile.read(deadline), let time = Double(String(decoding: bytes, as: UTF8.self)) else {
            return false
        }
        return Self.now > time
    }

    /// Seconds on a clock that nobody sets and that runs while the machine sleeps.
    static var now: Double {
        var time = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: The supervisor

    /// The lock, taken; `nil` where a supervisor holds it.
    func takeLock() throws(LaunchError) -> Int32? {
        let descriptor = roost_open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SmallFile.failure("opening \(lock)") }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        let cause = errno
        close(descriptor)
        guard cause == EWOULDBLOCK else {
            throw .system(operation: "locking \(lock)", reason: String(cString: strerror(cause)))
        }
        return nil
    }

    /// Whether a supervisor watches over the job.
    var isSupervised: Bool {
        guard SmallFile.exists(lock) else { return false }
        let descriptor = roost_open(lock, O_RDWR | O_CLOEXEC, 0)
        guard descriptor >= 0 else { return false }
        // Closing gives a lock back that was taken here.
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    /// Whether the job was submitted, has a supervisor and has not ended.
    public var isRunning: Bool { SmallFile.exists(order) && readExit() == nil && isSupervised }

    // MARK: The end

    func readExit() -> JobExit? {
        SmallFile.read(exit).flatMap { try? JSONDecoder().decode(JobExit.self, from: Data($0)) }
    }

    func write(_ end: JobExit) throws(LaunchError) {
        guard let bytes = try? JSONEncoder().encode(end) else { return }
        try SmallFile.write(Array(bytes), to: exit)
    }

    /// Takes the variables and secrets of a job that has ended from the disk.
    func forgetSecrets() {
        unlink(environment)
        guard var order = readOrder() else { return }
        (order.environment, order.secrets) = ([:], [])
        guard let bytes = try? JSONEncoder().encode(order) else { return }
        try? SmallFile.write(Array(bytes), to: self.order)
    }

    func readOrder() -> JobOrder? {
        SmallFile.read(order).flatMap { try? JSONDecoder().decode(JobOrder.self, from: Data($0)) }
    }
}

/// What a supervisor is to run. It holds secrets; its file is its owner's alone.
struct JobOrder: Codable, Sendable, Hashable {
    var id: String
    var executable: String
    var arguments: [String]
    var directory: String
    /// All variables of the program.
    var environment: [String: String]
    /// Texts that must not appear in the log.
    var secrets: [String]
    /// How long the program has to end after it was asked to, in seconds.
    var graceSeconds: Double
    /// Commands that end what the program may leave behind outside its processes, such as a container.
    var cleanup: [[String]] = []
}

/// How a job ended.
struct JobExit: Codable, Sendable, Hashable {
    enum Cause: String, Codable, Sendable {
        /// The program came to its own end.
        case exited
        /// It was asked to end.
        case cancelled
        /// Its agent did not renew the deadline.
        case deadline
        /// It could not be started.
        case start
        /// Its supervisor was killed.
        case lost
    }

    var cause: Cause
    var code: Int32?
    var message: String?
}
