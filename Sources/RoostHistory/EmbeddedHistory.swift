import Dispatch
import GRDB
import Synchronization

/// The history of all runs in one SQLite file, which one process at a time may open.
///
/// A batch of rows is stored as one blob of columns (``CommitQueue`` commits those of many runs at once). In the
/// background batches become chunks, one for each key, made of blocks of about 4,096 points with a pyramid of cells
/// above them, and chunks become larger chunks (``Merger``). Nothing is ever changed in place: a rewind is a mark that
/// hides what was written before it, a fork a reference to the parent's writes up to a number (``StreamView``), and of
/// two values at one step the later write hides the earlier (``KeyCursor``) until a merge drops it.
public final class EmbeddedHistory: History {
    let pool: DatabasePool
    let queue: CommitQueue
    let registry = StreamRegistry()
    let codecs = CodecPool()
    let cache: BlockCache
    let ids: IDSource
    let tuning: MergeTuning
    let merger: Merger

    /// Opens the store at `path`, which is made if there is none.
    ///
    /// - Parameters:
    ///   - path: of the database file; SQLite keeps two more files beside it while the store is open.
    ///   - cacheBytes: how many bytes of decoded values to keep in memory.
    ///   - mergesInBackground: whether merging goes on by itself; if not, only ``compact(_:)`` merges.
    ///   - onMergeError: called when merging in the background fails. Nothing is lost then, and it is tried again later.
    /// - Throws: ``HistoryError/newerFormat(found:supported:)``, ``HistoryError/notAHistoryStore(path:)`` and what
    ///   databases fail with.
    public static func open(
        path: String, cacheBytes: Int = 128 << 20, mergesInBackground: Bool = true,
        onMergeError: @escaping @Sendable (HistoryError) -> Void = { _ in }
    ) async throws(HistoryError) -> EmbeddedHistory {
        try await open(
            path: path, cacheBytes: cacheBytes, mergesInBackground: mergesInBackground, tuning: MergeTuning(),
            onMergeError: onMergeError)
    }

    static func open(
        path: String, cacheBytes: Int, mergesInBackground: Bool, tuning: MergeTuning,
        onMergeError: @escaping @Sendable (HistoryError) -> Void
    ) async throws(HistoryError) -> EmbeddedHistory {
        let pool = try Connection.open(path: path)
        let queue = CommitQueue(pool)
        let ids = try await queue.commit(bytes: 0) { sql throws(HistoryError) in try IDSource.open(sql) }
        let history = EmbeddedHistory(pool, queue, ids, tuning, cacheBytes: cacheBytes, onMergeError: onMergeError)
        if mergesInBackground { history.merger.start() }
        try await history.resumeWork()
        return history
    }

    private init(
        _ pool: DatabasePool, _ queue: CommitQueue, _ ids: IDSource, _ tuning: MergeTuning, cacheBytes: Int,
        onMergeError: @escaping @Sendable (HistoryError) -> Void
    ) {
        self.pool = pool
        self.queue = queue
        self.ids = ids
        self.tuning = tuning
        cache = BlockCache(bytes: cacheBytes)
        merger = Merger(pool, queue, codecs, ids, registry, tuning, report: onMergeError)
    }

    /// Goes on with what the last process left undone.
    private func resumeWork() async throws(HistoryError) {
        let (streams, doomed) = try await read { [tuning] reader throws(HistoryError) in
            var streams: [StreamID] = []
            try reader.sql.query(
                """
                SELECT run, stream FROM batches GROUP BY run, stream
                HAVING count(*) >= \(tuning.startBatches) OR total(rows) >= \(tuning.startRows)
                    OR total(bytes) >= \(tuning.startBytes)
                """
            ) { row in
                if let stream = RunStream(rawValue: UInt8(truncatingIfNeeded: row.integer(1))) {
                    streams.append(StreamID(RunKey(row.integer(0)), stream))
                }
            }
            var doomed: [RunKey] = []
            try reader.sql.query("SELECT run FROM deleted_runs WHERE is_purged = 0") {
                doomed.append(RunKey($0.integer(0)))
            }
            return (streams, doomed)
        }
        for stream in streams { merger.schedule(stream) }
        for run in doomed { try await purge(run) }
    }

    /// Runs `body` on a snapshot of the store.
    func read<Value: Sendable>(
        _ body: @Sendable (StoreReader) throws(HistoryError) -> Value
    ) async throws(HistoryError) -> Value {
        do {
            return try await pool.read { database in
                try codecs.with { codec throws(HistoryError) in
                    try body(StoreReader(sql: SQL(database), codec: codec, cache: cache, memo: ReadMemo()))
                }
            }
        } catch {
            throw HistoryError(error)
        }
    }

    public func close() async throws(HistoryError) {
        await merger.close()
        await queue.close()
        do {
            // Waits for reads to be given back, which happens on the threads of tasks: it must not hold one of them.
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "roost.history.close").async { [pool] in
                    continuation.resume(with: Result { try pool.close() })
                }
            }
        } catch {
            throw HistoryError(error)
        }
    }
}
