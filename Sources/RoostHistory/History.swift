/// The rows of all runs: metrics, system metrics and console lines.
///
/// A stream of a run is a set of rows `(step, key → value)`. Within a step and a key the last write wins. What
/// ``append(_:to:stream:writer:)`` returned for is durable.
public protocol History: Sendable {
    /// Stores a batch and returns once it is durable.
    ///
    /// A batch that starts where the writer's lines end goes on from there. One that starts earlier rewrites lines,
    /// unless it is the writer's latest batch once more, which changes nothing. One that starts later is stored and
    /// reported as a gap.
    ///
    /// - Parameters:
    ///   - batch: what ``FileStreamRequest`` scanned.
    ///   - stream: must be the batch's own.
    ///   - writer: `nil` for the ordinary single writer. Writers of a shared run each have their own line numbers, and
    ///     their rows get the next free steps.
    func append(
        _ batch: RowBatch, to run: RunKey, stream: RunStream, writer: String?
    ) async throws(HistoryError) -> AppendResult

    /// Where the stream stands; an unknown run has an empty stream.
    func state(of run: RunKey, _ stream: RunStream) async throws(HistoryError) -> StreamState

    /// The keys that have a value, in the order of their names; inherited ones included.
    func keys(of run: RunKey, _ stream: RunStream) async throws(HistoryError) -> [KeyInfo]

    /// A page of rows in the order of their steps.
    func rows(of run: RunKey, _ stream: RunStream, matching query: RowQuery) async throws(HistoryError) -> RowPage

    /// An even sample of the rows that match, with the first and the last of them; all of them when they are no more
    /// than `query.limit`.
    func sampledRows(
        of run: RunKey, _ stream: RunStream, matching query: RowQuery
    ) async throws(HistoryError) -> RowPage

    /// The last rows.
    func tail(of run: RunKey, _ stream: RunStream, count: Int) async throws(HistoryError) -> RowPage

    /// What was written after the write with the number `sequence`.
    func rows(
        of run: RunKey, _ stream: RunStream, since sequence: Int64, limit: Int
    ) async throws(HistoryError) -> RowDelta

    /// Of which types the values under each name are that runs have; in the order of the runs.
    func kinds(of runs: [RunKey], _ stream: RunStream) async throws(HistoryError) -> [[KeyKind]]

    /// Curves for a chart, in the order of the queries. They need not belong to one moment.
    func series(_ queries: [SeriesQuery]) async throws(HistoryError) -> [Series]

    /// Lines of the console in the order of their numbers, the first ``Limits/pageRows`` of them at most.
    func lines(of run: RunKey, _ selection: ConsoleSelection) async throws(HistoryError) -> [ConsoleLine]

    /// Lets `child` inherit the metrics of `parent` up to and including `step`, as they are now and for ever.
    /// Asking once more for the same fork changes nothing.
    ///
    /// - Throws: ``HistoryError/forkTargetInUse(_:)`` when the child has rows.
    func fork(_ child: RunKey, from parent: RunKey, throughStep step: Int64) async throws(HistoryError) -> StreamState

    /// Drops the rows beyond `step`; the line count becomes the number of rows that remain.
    func truncate(
        _ run: RunKey, _ stream: RunStream, afterStep step: Int64
    ) async throws(HistoryError) -> StreamState

    /// Deletes a run's rows. What forks inherited from it stays until they are gone too.
    func delete(_ run: RunKey) async throws(HistoryError)

    /// Brings the run's rows into their most compact form, now.
    func compact(_ run: RunKey) async throws(HistoryError)

    /// Bytes that the run's own rows take.
    func usage(of run: RunKey) async throws(HistoryError) -> Int64

    /// Finishes what was accepted and closes. Later calls throw ``HistoryError/closed``.
    func close() async throws(HistoryError)
}

extension History {
    /// A curve for a chart.
    public func series(_ query: SeriesQuery) async throws(HistoryError) -> Series {
        try await series([query]).first ?? Series()
    }
}
