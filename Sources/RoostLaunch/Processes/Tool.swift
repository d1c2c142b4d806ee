import CLaunch
import Foundation

/// A program of this machine that is asked to do one thing: git, pip, a container engine. No shell is involved.
struct Tool: Sendable {
    let executable: String
    var directory: String?
    /// All variables of the program.
    var environment: [String: String]
    var timeoutSeconds: Double

    /// What a call printed, and how it ended.
    struct Answer: Sendable, Hashable {
        var code: Int32
        var output: [UInt8]
        /// The end of what it printed on standard error.
        var log: String

        var isSuccess: Bool { code == 0 }
        var text: String { String(decoding: output, as: UTF8.self) }
        /// Its first line; `nil` where it is empty.
        var line: String? {
            let line = text.prefix { !$0.isNewline }
            return line.isEmpty ? nil : String(line)
        }
    }

    init(_ executable: String, in directory: String? = nil, environment: [String: String], timeoutSeconds: Double) {
        self.executable = executable
        self.directory = directory
        self.environment = environment
        self.timeoutSeconds = timeoutSeconds
    }

    /// Runs the program to its end. When the task is cancelled or the time is over, all its processes are ended.
    ///
    /// - Throws: ``LaunchError/system(operation:reason:)`` when it cannot be started or takes too long.
    func run(_ arguments: [String]) async throws(LaunchError) -> Answer {
        let (output, error) = (try Self.scratchFile(), try Self.scratchFile())
        defer {
            close(output)
            close(error)
        }
        let start = ProcessStart(
            executable: executable, arguments: arguments, environment: environment, directory: directory,
            output: output, error: error)
        let pid = try start.start()
        let end = await Self.wait(for: pid, until: JobDirectory.now + timeoutSeconds)
        guard let end else {
            let reason = Task.isCancelled ? "it was interrupted" : "it took longer than \(Int(timeoutSeconds)) seconds"
            throw .system(operation: "running \(executable)", reason: reason)
        }
        return Answer(
            code: end.exitCode, output: Self.bytes(of: output, first: LaunchLimits.toolAnswerBytes),
            log: String(decoding: Self.bytes(of: error, last: LaunchLimits.toolLogBytes), as: UTF8.self))
    }

    /// Waits without holding a thread.
    ///
    /// - Returns: `nil` when the process had to be ended.
    private static func wait(for pid: pid_t, until deadline: Double) async -> ProcessEnd? {
        var status: Int32 = 0
        var pause = 1
        var killAt = Double.infinity
        var isAsked = false
        while true {
            let result = waitpid(pid, &status, WNOHANG)
            if result == pid || (result < 0 && errno != EINTR) { return isAsked ? nil : ProcessEnd(status: status) }
            let now = JobDirectory.now
            if !isAsked, Task.isCancelled || now > deadline {
                isAsked = true
                killAt = now + 2
                kill(-pid, SIGTERM)
            }
            if now > killAt { kill(-pid, SIGKILL) }
            try? await Task.sleep(for: .milliseconds(pause))
            // A cancelled task does not sleep.
            if Task.isCancelled { usleep(useconds_t(pause) * 1000) }
            pause = min(pause * 2, 25)
        }
    }

    /// A file without a name, which is gone when it is closed.
    private static func scratchFile() throws(LaunchError) -> Int32 {
        let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var path = Array("\(folder)/roost.XXXXXX\0".utf8CString.dropLast())
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw SmallFile.failure("making a file in \(folder)") }
        unlink(path)
        return descriptor
    }

    private static func bytes(of descriptor: Int32, first: Int = .max, last: Int = .max) -> [UInt8] {
        let size = max(0, Int(lseek(descriptor, 0, SEEK_END)))
        let count = min(size, first, last)
        var bytes = [UInt8](repeating: 0, count: count)
        let start = last == .max ? 0 : size - count
        let read = pread(descriptor, &bytes, count, off_t(start))
        return Array(bytes.prefix(max(0, read)))
    }
}
