import Synchronization

/// The streams whose state is in memory. What nobody uses is dropped when there are too many.
final class StreamRegistry: Sendable {
    /// One stream: the lock that makes its writes come one after the other, and its state once loaded.
    final class Handle: Sendable {
        let lock = AsyncLock()
        /// Batches that wait to be merged, which may go on while the stream is written.
        let pending = Mutex(PendingBatches())
        private let memory = Mutex<StreamMemory?>(nil)

        /// To be used under the lock.
        var loaded: StreamMemory? {
            get { memory.withLock { $0 } }
            set { memory.withLock { $0 = newValue } }
        }
    }

    /// A measure of when to merge; not exact.
    struct PendingBatches {
        var count = 0
        var rows = 0
        var bytes = 0

        func areMany(_ tuning: MergeTuning) -> Bool {
            count >= tuning.startBatches || rows >= tuning.startRows || bytes >= tuning.startBytes
        }

        mutating func add(rows: Int, bytes: Int) {
            count += 1
            self.rows += rows
            self.bytes += bytes
        }

        mutating func remove(_ merged: PendingBatches) {
            count = max(0, count - merged.count)
            rows = max(0, rows - merged.rows)
            bytes = max(0, bytes - merged.bytes)
        }

        static func load(_ id: StreamID, _ sql: SQL) throws(HistoryError) -> PendingBatches {
            try sql.first(
                "SELECT count(*), total(rows), total(bytes) FROM batches WHERE run = ? AND stream = ?", .run(id.run),
                .stream(id.stream)
            ) { PendingBatches(count: Int($0.integer(0)), rows: Int($0.integer(1)), bytes: Int($0.integer(2))) }
                ?? PendingBatches()
        }
    }

    private struct Entry {
        let handle = Handle()
        var users = 0
        var lastUse: UInt64 = 0
    }

    private struct State {
        var entries: [StreamID: Entry] = [:]
        var uses: UInt64 = 0

        /// Drops a quarter of the streams: of those that nobody uses, the ones used longest ago.
        mutating func shrink() {
            let idle = entries.filter { $0.value.users == 0 }.sorted { $0.value.lastUse < $1.value.lastUse }
            for (id, _) in idle.prefix(Limits.activeStreams / 4) { entries[id] = nil }
        }
    }

    private let state = Mutex(State())

    /// Runs `body` while no other write to the stream runs.
    func with<Value: Sendable>(
        _ id: StreamID, _ body: (Handle) async throws(HistoryError) -> Value
    ) async throws(HistoryError) -> Value {
        let handle = acquire(id)
        defer { release(id) }
        return try await handle.lock.with { () throws(HistoryError) in try await body(handle) }
    }

    /// The stream's handle, if it is in memory.
    func find(_ id: StreamID) -> Handle? { state.withLock { $0.entries[id]?.handle } }

    private func acquire(_ id: StreamID) -> Handle {
        state.withLock { state in
            if state.entries.count >= Limits.activeStreams, state.entries[id] == nil { state.shrink() }
            state.uses += 1
            var entry = state.entries[id] ?? Entry()
            entry.users += 1
            entry.lastUse = state.uses
            state.entries[id] = entry
            return entry.handle
        }
    }

    private func release(_ id: StreamID) {
        state.withLock { $0.entries[id]?.users -= 1 }
    }
}
