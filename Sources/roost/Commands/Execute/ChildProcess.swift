import Foundation
import RoostLaunch

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A program that was started and has not ended.
struct ChildProcess: Sendable {
    let pid: pid_t

    /// Starts a program with the standard input of this process.
    ///
    /// - Parameters:
    ///   - environment: all variables of the new process.
    ///   - output: what becomes its standard output.
    ///   - error: what becomes its standard error.
    init(
        _ program: WrappedProgram, environment: [String: String], output: Int32, error: Int32
    ) throws(CommandFailure) {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
        // What this process ignores or handles is the usual for the program.
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in SignalRelay.signals + [SIGPIPE] { sigaddset(&usual, signal) }
        var open = sigset_t()
        sigemptyset(&open)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setsigmask(&attributes, &open)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var pid = pid_t()
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let result = withCStrings(program.words) { words in
            withCStrings(variables) { variables in
                posix_spawn(&pid, program.executable, &actions, &attributes, words, variables)
            }
        }
        guard result == 0 else {
            throw CommandFailure(
                .cannotExecute, "\(program.executable) cannot be run: \(String(cString: strerror(result))).")
        }
        self.pid = pid
    }

    /// How a program ended.
    enum End: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)

        /// As shells tell it: 128 and the signal's number for a program that a signal ended.
        var status: Int32 {
            switch self {
            case .exited(let code): code
            case .signalled(let signal): 128 + signal
            }
        }
    }

    /// Waits on a thread of its own until the program has ended.
    func wait() async -> End {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0, errno == EINTR {}
                let signal = status & 0x7f
                continuation.resume(returning: signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal))
            }
            thread.name = "roost-wait"
            thread.start()
        }
    }
}
