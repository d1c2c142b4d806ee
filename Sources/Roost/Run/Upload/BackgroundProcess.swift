import Foundation
import RoostLaunch

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A process that outlives the one that starts it: in a session of its own, without a terminal.
struct BackgroundProcess: Sendable {
    let pid: pid_t

    /// `POSIX_SPAWN_SETSID` (and on Darwin `POSIX_SPAWN_CLOEXEC_DEFAULT`), which the C headers show only to programs that ask for extensions.
    #if canImport(Darwin)
        private static let newSession: Int16 = 0x400 | 0x4000
    #else
        private static let newSession: Int16 = 0x80
    #endif

    /// - Parameters:
    ///   - executable: the program's path.
    ///   - arguments: what follows the program's name.
    ///   - environment: all variables of the new process.
    ///   - output: the file that its standard output and standard error go to.
    init(
        executable: String, arguments: [String], environment: [String: String], output: String
    ) throws(RunError) {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Files and sockets that this program keeps open are not the other's.
        for descriptor in Self.openDescriptors where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        posix_spawnattr_setflags(&attributes, Self.newSession)
        let words = [executable] + arguments
        let variables = environment.map { "\($0.key)=\($0.value)" }
        var pid = pid_t()
        let result = withCStrings(words) { argv in
            withCStrings(variables) { envp in posix_spawn(&pid, executable, &actions, &attributes, argv, envp) }
        }
        guard result == 0 else {
            throw RunError("\(executable) cannot be started: \(String(cString: strerror(result)))")
        }
        self.pid = pid
    }

    private static var openDescriptors: [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }

    /// Waits for the end of the process, without holding a thread.
    ///
    /// - Returns: the exit code; `nil` when a signal ended it.
    func wait() async -> Int32? {
        var status: Int32 = 0
        var pauseMilliseconds = 1
        while true {
            let result = waitpid(pid, &status, WNOHANG)
            if result == pid { break }
            if result < 0, errno != EINTR { return nil }
            try? await Task.sleep(for: .milliseconds(pauseMilliseconds))
            // A cancelled task does not sleep: it waits all the same, at the longest pause.
            if Task.isCancelled { usleep(useconds_t(pauseMilliseconds) * 1000) }
            pauseMilliseconds = min(pauseMilliseconds * 2, 50)
        }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    }
}
