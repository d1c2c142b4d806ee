import GRDB
import Synchronization

/// Merges in the background: batches into chunks, chunks into larger ones.
final class Merger: Sendable {
    private struct State {
        /// In the order in which they asked, each once.
        var queued: [StreamID] = []
        var queuedSet: Set<StreamID> = []
        var isClosed = false
        /// The worker, when it has nothing to do.
        var idle: CheckedContinuation<Void, Never>?
        var task: Task<Void, Never>?
    }

    private let pool: DatabasePool
    private let queue: CommitQueue
    private let codecs: CodecPool
    private let ids: IDSource
    private let registry: StreamRegistry
    private let tuning: MergeTuning
    private let report: @Sendable (HistoryError) -> Void
    private let state = Mutex(State())
    /// One merge at a time: two of one stream would work on the same pieces.
    private let lock = AsyncLock()

    init(
        _ pool: DatabasePool, _ queue: CommitQueue, _ codecs: CodecPool, _ ids: IDSource, _ registry: StreamRegistry,
        _ tuning: MergeTuning, report: @escaping @Sendable (HistoryError) -> Void
    ) {
        self.pool = pool
        self.queue = queue
        self.codecs = codecs
        self.ids = ids
        self.registry = registry
        self.tuning = tuning
        self.report = report
    }

    // MARK: In the background

    func start() {
        let task = Task(priority: .utility) { await self.work() }
        state.withLock { $0.task = task }
    }

    /// Asks for the stream to be merged soon.
    func schedule(_ id: StreamID) {
        let idle = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.task != nil, state.queuedSet.insert(id).inserted else { return nil }
            state.queued.append(id)
            defer { state.idle = nil }
            return state.idle
        }
        idle?.resume()
    }

    private func work() async {
        while let id = await next() {
            do throws(HistoryError) {
                try await lock.with { () throws(HistoryError) in try await self.mergeTiers(of: id) }
            } catch {
                // Nothing is lost: the pieces are as they were, and the next append asks again.
                report(error)
            }
        }
    }

    /// The next stream to merge; `nil` when the store closes.
    private func next() async -> StreamID? {
        while true {
            let (id, isClosed) = state.withLock { state -> (StreamID?, Bool) in
                if state.isClosed || state.queued.isEmpty { return (nil, state.isClosed) }
                let id = state.queued.removeFirst()
                state.queuedSet.remove(id)
                return (id, false)
            }
            if let id { return id }
            if isClosed { return nil }
            await withCheckedContinuation { continuation in
                let mayWait = state.withLock { state in
                    let mayWait = state.queued.isEmpty && !state.isClosed
                    if mayWait { state.idle = continuation }
                    return mayWait
                }
                if !mayWait { continuation.resume() }
            }
        }
    }

    /// Ends the work in the background after the merge in progress.
    func close() async {
        let (idle, task) = state.withLock { state in
            state.isClosed = true
            defer { state.idle = nil }
            return (state.idle, state.task)
        }
        idle?.resume()
        await task?.value
    }

    // MARK: Merging

    /// Brings a stream into its most compact form.
    func compact(_ id: StreamID) async throws(HistoryError) {
        try await lock.with { () throws(HistoryError) in
            while try await self.mergeBatches(of: id) {}
            try await self.mergeChunks(of: id) { [tuning] chunks, scope in
                MergePlanner.full(chunks, scope, tuning)
            }
        }
    }

    private func mergeTiers(of id: StreamID) async throws(HistoryError) {
        var isDue = true
        while isDue, !state.withLock({ $0.isClosed }) {
            guard try await mergeBatches(of: id) else { break }
            isDue = registry.find(id)?.pending.withLock { $0.areMany(self.tuning) } ?? false
        }
        var hasMerged = true
        while hasMerged, !state.withLock({ $0.isClosed }) {
            hasMerged = try await mergeChunks(of: id) { [tuning] chunks, scope in
                MergePlanner.nextTier(chunks, scope, tuning).map { [$0] } ?? []
            }
        }
    }

    private func read<Value: Sendable>(
        _ body: @Sendable (StoreReader) throws(HistoryError) -> Value
    ) async throws(HistoryError) -> Value {
        do {
            return try await pool.read { database in
                try codecs.with { codec throws(HistoryError) in
                    try body(StoreReader(sql: SQL(database), codec: codec, cache: nil))
                }
            }
        } catch {
            throw HistoryError(error)
        }
    }

    /// - Returns: whether there was something to merge.
    private func mergeBatches(of id: StreamID) async throws(HistoryError) -> Bool {
        let merge = try await read { reader throws(HistoryError) in
            try BatchMerge.prepare(id, reader, self.ids, self.tuning)
        }
        guard let merge else { return false }
        let isDone = try await queue.commit(bytes: merge.writtenBytes) { sql throws(HistoryError) in
            try merge.commit(sql)
        }
        guard isDone else { return false }
        registry.find(id)?.pending.withLock { $0.remove(merge.merged) }
        return true
    }

    /// Merges the chunks of each key as `plan` says, a few megabytes at a time.
    ///
    /// - Returns: whether there was something to merge.
    @discardableResult
    private func mergeChunks(
        of id: StreamID, plan: @Sendable ([ChunkInfo], MergeScope) -> [[ChunkInfo]]
    ) async throws(HistoryError) -> Bool {
        let scope = try await read { reader throws(HistoryError) in try MergeScope.load(id, reader.sql) }
        let chunks = try await read { reader throws(HistoryError) in try Self.chunks(of: id, reader.sql) }
        var plans: [(key: Int, chunks: [ChunkInfo])] = []
        for (key, chunks) in chunks { plans += plan(chunks, scope).map { (key: key, chunks: $0) } }
        var start = 0
        while start < plans.count {
            let rest = plans[start...]
            let merges = try await read { reader throws(HistoryError) in
                var merges: [ChunkMerge] = []
                var bytes = 0
                for (key, chunks) in rest where bytes < Limits.mergeOutputBytes {
                    let merge = try ChunkMerge.prepare(chunks, key: key, of: id, scope, reader, self.ids, self.tuning)
                    bytes += merge.writtenBytes
                    merges.append(merge)
                }
                return merges
            }
            try await queue.commit(bytes: merges.reduce(0) { $0 + $1.writtenBytes }) { sql throws(HistoryError) in
                for merge in merges { try merge.commit(sql) }
            }
            start += merges.count
        }
        return !plans.isEmpty
    }

    private static func chunks(of id: StreamID, _ sql: SQL) throws(HistoryError) -> [Int: [ChunkInfo]] {
        var chunks: [Int: [ChunkInfo]] = [:]
        try sql.query(
            """
            SELECT key, id, level, first_sequence, last_sequence, first_step, last_step, points FROM chunks
            WHERE run = ? AND stream = ?
            """, [.run(id.run), .stream(id.stream)]
        ) { row throws(HistoryError) in
            chunks[Int(row.integer(0)), default: []].append(
                ChunkInfo(
                    id: row.integer(1), level: Int(row.integer(2)), sequences: try row.range(3, 4),
                    steps: try row.range(5, 6), points: Int(row.integer(7))))
        }
        return chunks
    }
}
