import Synchronization

/// Tells subscribers which runs changed.
///
/// The hub carries no data: a subscriber that wakes reads what it has not seen from the stores, by sequence number.
/// Bursts therefore coalesce, a slow subscriber costs one set of run ids, and a reconnect misses nothing.
final class LiveHub: Sendable {
    /// What changed about a run since the subscriber last looked.
    struct Change: OptionSet, Sendable {
        let rawValue: UInt8
        static let metrics = Change(rawValue: 1)
        static let system = Change(rawValue: 2)
        static let console = Change(rawValue: 4)
        static let run = Change(rawValue: 8)
    }

    private struct Subscriber {
        let runs: Set<Int64>
        var pending: [Int64: Change] = [:]
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var nextID = 0
        var subscribers: [Int: Subscriber] = [:]
        var subscribersOfRun: [Int64: Set<Int>] = [:]
    }

    private let state = Mutex(State())

    /// One open subscription. ``close()`` must be called when it is no longer read.
    struct Subscription: Sendable {
        fileprivate let hub: LiveHub
        fileprivate let id: Int
        /// Yields when something is pending; call ``take()`` then.
        let wakeups: AsyncStream<Void>

        /// What changed since the last call.
        func take() -> [Int64: Change] {
            hub.state.withLock { state in
                let pending = state.subscribers[id]?.pending ?? [:]
                state.subscribers[id]?.pending = [:]
                return pending
            }
        }

        func close() { hub.remove(id) }
    }

    /// - Throws: ``ServerError/busy(_:)`` when too many subscriptions are open.
    func subscribe(to runs: Set<Int64>) throws(ServerError) -> Subscription {
        let (wakeups, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id: Int? = state.withLock { state in
            guard state.subscribers.count < Limits.liveSubscribers else { return nil }
            let id = state.nextID
            state.nextID += 1
            state.subscribers[id] = Subscriber(runs: runs, wake: wake)
            for run in runs { state.subscribersOfRun[run, default: []].insert(id) }
            return id
        }
        guard let id else {
            throw .busy("\(Limits.liveSubscribers) live subscriptions are open, which is the limit; try again later")
        }
        return Subscription(hub: self, id: id, wakeups: wakeups)
    }

    /// Notes that `run` changed and wakes whoever watches it.
    func publish(_ run: Int64, _ change: Change) {
        state.withLock { state in
            guard let ids = state.subscribersOfRun[run] else { return }
            for id in ids {
                state.subscribers[id]?.pending[run, default: []].formUnion(change)
                state.subscribers[id]?.wake.yield()
            }
        }
    }

    private func remove(_ id: Int) {
        state.withLock { state in
            guard let subscriber = state.subscribers.removeValue(forKey: id) else { return }
            subscriber.wake.finish()
            for run in subscriber.runs {
                state.subscribersOfRun[run]?.remove(id)
                if state.subscribersOfRun[run]?.isEmpty == true { state.subscribersOfRun[run] = nil }
            }
        }
    }
}
