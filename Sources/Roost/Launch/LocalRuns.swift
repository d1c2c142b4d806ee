import Foundation
import RoostLaunch
import Synchronization

#if canImport(Darwin)
    import Darwin
    private func setHandler(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
        Darwin.signal(number, handler)
    }
#else
    import Glibc
    private func setHandler(_ number: Int32, _ handler: (@convention(c) (Int32) -> Void)?) {
        Glibc.signal(number, handler)
    }
#endif

/// The launched runs of this program that have not ended: they are waited for when the program exits, and ended when it
/// is interrupted.
final class LocalRuns: Sendable {
    static let ofProgram = LocalRuns()

    private let handles = Mutex<[JobHandle]>([])

    func add(_ handle: JobHandle) {
        handles.withLock { $0.append(handle) }
        Self.publish(handles.withLock { $0 })
        _ = Self.atTheEnd
    }

    func remove(_ handle: JobHandle) {
        handles.withLock { $0.removeAll { $0 == handle } }
        Self.publish(handles.withLock { $0 })
    }

    /// Waits for each run, by its files: at exit no task runs any more.
    private func waitForAll() {
        for handle in handles.withLock({ $0 }) {
            let directory = JobDirectory(handle.stateDirectory)
            while directory.isRunning { usleep(20_000) }
        }
    }

    // MARK: Signals

    /// The files whose being there asks a run to end, as C texts: a handler may not allocate. Lists that were replaced
    /// stay in memory, since a handler may be reading one.
    private static let requests = Atomic<UInt>(0)
    private static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]

    private static func publish(_ handles: [JobHandle]) {
        var texts: [UnsafeMutablePointer<CChar>?] = handles.map {
            strdup(JobDirectory($0.stateDirectory).cancelRequest)
        }
        texts.append(nil)
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count)
        list.initialize(from: texts, count: texts.count)
        requests.store(UInt(bitPattern: list), ordering: .sequentiallyConsistent)
    }

    private static func askAll() {
        var next = UnsafePointer<UnsafeMutablePointer<CChar>?>(
            bitPattern: requests.load(ordering: .sequentiallyConsistent))
        while let list = next, let path = list.pointee {
            let descriptor = creat(path, 0o600)
            if descriptor >= 0 { close(descriptor) }
            next = list + 1
        }
    }

    /// Asks all runs to end, then lets the signal do what it does anyway. Signals that this program ignores or handles
    /// itself are left to it.
    private static let atTheEnd: Void = {
        atexit { LocalRuns.ofProgram.waitForAll() }
        for signal in signals {
            var present = sigaction()
            sigaction(signal, nil, &present)
            #if canImport(Darwin)
                let isUsual = present.__sigaction_u.__sa_handler == nil
            #else
                let isUsual = present.__sigaction_handler.sa_handler == nil
            #endif
            guard isUsual else { continue }
            setHandler(signal) { number in
                LocalRuns.askAll()
                setHandler(number, SIG_DFL)
                raise(number)
            }
        }
    }()
}
