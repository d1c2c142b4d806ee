import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Passes signals that are sent to this process on to the program that it runs.
///
/// What a terminal sends when a key is pressed (Ctrl-C) reaches the program by itself, and is not passed on a second
/// time. This process goes on until the program has ended.
enum SignalRelay {
    /// Those that are passed on.
    static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGCONT]

    // A handler has no context: what it needs has to be global.
    private static let child = Atomic<Int32>(0)
    private static let waiting = Atomic<Int32>(0)

    /// Keeps signals back from now on, until there is a program to pass them on to.
    static func install() {
        // A global is made at its first use, which must not be in a handler.
        child.store(0, ordering: .relaxed)
        waiting.store(0, ordering: .relaxed)
        var action = sigaction()
        sigemptyset(&action.sa_mask)
        action.sa_flags = Int32(SA_SIGINFO) | Int32(SA_RESTART)
        let handler: @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void = {
            signal, info, _ in
            SignalRelay.handle(signal, isFromProcess: (info?.pointee.si_code ?? 0) <= 0)
        }
        #if canImport(Darwin)
            action.__sigaction_u.__sa_sigaction = handler
        #else
            action.__sigaction_handler.sa_sigaction = handler
        #endif
        for signal in signals { sigaction(signal, &action, nil) }
    }

    /// Passes signals on to `pid`, first the one that came before.
    static func pass(to pid: Int32) {
        child.store(pid, ordering: .sequentiallyConsistent)
        let signal = waiting.exchange(0, ordering: .sequentiallyConsistent)
        if signal != 0 { kill(pid, signal) }
    }

    /// Nothing is passed on any more: the program has ended, and its number may be given to another.
    static func end() { child.store(-1, ordering: .sequentiallyConsistent) }

    private static func handle(_ signal: Int32, isFromProcess: Bool) {
        let pid = child.load(ordering: .sequentiallyConsistent)
        if pid == 0 {
            waiting.store(signal, ordering: .sequentiallyConsistent)
        } else if pid > 0, isFromProcess {
            kill(pid, signal)
        }
    }
}
