import Dispatch
import RoostLaunch
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Tells an agent what the signals to this process mean: to drain, then to end; or to leave its jobs behind.
struct AgentSignals {
    private let sources: [any DispatchSourceSignal]
    private static let numbers = [SIGTERM, SIGINT, SIGHUP]

    init(_ agent: LaunchAgent) {
        let count = Counter()
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                let isFirst = number == SIGHUP ? false : count.next() == 1
                Task {
                    if number == SIGHUP {
                        await agent.leave()
                    } else if isFirst {
                        await agent.drain()
                    } else {
                        await agent.end()
                    }
                }
            }
            source.resume()
            return source
        }
    }

    func end() {
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }
}
