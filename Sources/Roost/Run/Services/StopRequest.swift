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
    /// Ends the run and interrupts the program, as ^C at its terminal would, when the server asks for it.
    func stopIfAsked() {
        guard let directory, StopRequest(directory).isThere, end(code: RunLimits.stoppedExitCode) else { return }
        messages.address("The run was stopped at the server: this program is interrupted.")
        kill(getpid(), SIGINT)
    }
}
