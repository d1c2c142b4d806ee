import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The wish to end a run that someone has expressed at the server: the uploader leaves a file beside the log.
struct StopRequest: Sendable {
    private let path: String

    init(_ directory: RunDirectory) { path = directory.log + ".stop" }

    var isThere: Bool { access(path, F_OK) == 0 }
}

extension RunCore {
    /// Ends the run and interrupts the program, as ^C at its terminal would, when the server asks for it; a program that
    /// ignores interrupts is terminated.
    func stopIfAsked() {
        guard let directory, StopRequest(directory).isThere, end(code: RunLimits.stoppedExitCode) else { return }
        messages.address("The run was stopped at the server: this program is interrupted.")
        kill(getpid(), Self.isIgnored(SIGINT) ? SIGTERM : SIGINT)
    }

    /// Whether a signal does nothing: scripts start what they put into the background with interrupts ignored.
    private static func isIgnored(_ signal: CInt) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
