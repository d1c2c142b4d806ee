import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The runs of a program that have been started and have not finished, in the order of their start.
final class ActiveRuns: Sendable {
    /// Those that the program starts by `Run(...)`, of which `Run.current` is the last.
    static let ofProgram = ActiveRuns()

    private let cores = Mutex<[RunCore]>([])

    var last: RunCore? { cores.withLock { $0.last } }

    func push(_ core: RunCore) {
        cores.withLock { $0.append(core) }
        if self === Self.ofProgram { _ = Self.endingAtExit }
    }

    func remove(_ core: RunCore) { cores.withLock { $0.removeAll { $0 === core } } }

    private func endAll(code: Int32) {
        for core in cores.withLock({ $0 }) { core.endAtExit(code: code) }
    }

    /// At the end of the program what is left is brought to an end: the uploader reads the rest from the log.
    private static let endingAtExit: Void = {
        #if os(Linux)
            on_exit({ status, _ in ActiveRuns.ofProgram.endAll(code: status) }, nil)
        #else
            // The exit code is not told here.
            atexit { ActiveRuns.ofProgram.endAll(code: 0) }
        #endif
    }()
}
