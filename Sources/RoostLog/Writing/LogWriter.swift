import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes the transaction log of one run.
///
/// Appending encodes into memory and returns; the file is written when ``LogLimits/gatherBytes`` have gathered, by
/// ``flush()`` and by ``close()``; history waits for these or for ``flushIfDue(_:)``. All of it may be called from any thread; records stand in the file in the order of
/// the calls.
///
///     let log = try LogWriter(creating: "run-abc.wandb", producer: "roost")
///     try log.append(.with { $0.run.runID = "abc" })
///     try log.history(step: 0) { row in
///         row.add("loss", 0.25)
///         row.add("_timestamp", microseconds: 1_700_000_000_250_000)
///     }
///     try log.close()
public final class LogWriter: Sendable {
    /// The path given at creation.
    public let path: String

    private let buffer: Mutex<LogBuffer>
    /// Held while the file is written, so that what two flushes took stays in order. Taken before `buffer`.
    private let file: Mutex<LogFile>
    /// Whether a thread that appends flushes for all of them.
    private let isRelieving = Atomic(false)

    /// Creates the file, which must not exist, and begins it with a header record.
    ///
    /// - Parameters:
    ///   - path: the log, `run-ID.wandb` in the run's directory.
    ///   - producer: name and version of the writing program, for the header.
    ///   - minimumConsumer: the earliest client version that can read the log.
    /// - Throws: ``LogError/exists(path:)`` or ``LogError/cannotCreate(path:reason:)``.
    public convenience init(creating path: String, producer: String, minimumConsumer: String = "0.40.0")
        throws(LogError)
    {
        try self.init(file: LogFile(creating: path))
        try append(
            .with {
                $0.header.versionInfo.producer = producer
                $0.header.versionInfo.minConsumer = minimumConsumer
            })
    }

    /// Writes to a file that is open; the header record is not written.
    init(file: consuming LogFile) {
        path = file.path
        self.file = Mutex(file)
        buffer = Mutex(LogBuffer())
    }

    /// How many records were appended, the header included; the number of the last.
    public var recordCount: Int64 { buffer.withLock { $0.recordCount } }

    /// Appends a record under the next number; its own `num` is not used.
    ///
    /// - Throws: ``LogError/recordTooLarge(bytes:)``, ``LogError/backlogFull(path:bytes:)`` and, when much has gathered,
    ///   what ``flush()`` throws.
    public func append(_ record: LogRecord) throws(LogError) {
        let waiting = try buffer.withLock { buffer throws(LogError) in
            try checkRoom(buffer.pending.count)
            try buffer.append(record)
            return buffer.pending.count
        }
        try flushIfDue(waiting)
    }

    /// Appends a history record whose items `fill` adds; the item `_step` is added by itself.
    ///
    /// No message is built, nothing is copied but into the log's buffer.
    ///
    /// - Returns: the bytes that wait, for ``flushIfDue(_:)``.
    @discardableResult
    @inline(__always)
    public func history(step: Int64, _ fill: (inout HistoryRow) -> Void) throws(LogError) -> Int {
        try buffer.withLock { buffer throws(LogError) in
            try checkRoom(buffer.pending.count)
            try buffer.history(step: step, fill)
            return buffer.pending.count
        }
    }

    /// Registers a shape of rows; the same columns need be registered once only.
    ///
    /// - Returns: `nil` when the log has ``LogLimits/shapes`` already, or the row is longer than
    ///   ``LogLimits/shapeColumns``; such rows go through ``history(step:_:)``.
    public func shape(_ columns: [RowShape.Column]) -> RowShape? {
        buffer.withLock { $0.shape(columns) }
    }

    /// Appends a history record of a shape of this log; the item `_step` is added by itself.
    ///
    /// This is the fast path: the words are copied, and become text when the file is written.
    ///
    /// - Parameter words: a value for each column of the shape, as its ``RowShape/Kind`` says.
    /// - Returns: the bytes that wait, for ``flushIfDue(_:)``.
    @discardableResult
    public func history(step: Int64, _ shape: RowShape, _ words: Span<UInt64>) throws(LogError) -> Int {
        try buffer.withLock { buffer throws(LogError) in
            try checkRoom(buffer.pending.count)
            buffer.history(step: step, shape, words)
            return buffer.pending.count
        }
    }

    /// Flushes when much waits. Whoever appends history calls it, but not while others wait for them.
    ///
    /// While another thread writes, this one goes on, unless very much waits.
    ///
    /// - Parameter waiting: what appending returned.
    public func flushIfDue(_ waiting: Int) throws(LogError) {
        if waiting < LogLimits.gatherBytes { return }
        if waiting >= LogLimits.waitBytes { return try flush() }
        // To try the file's lock would cost a system call while it is held.
        guard isRelieving.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
        else { return }
        defer { isRelieving.store(false, ordering: .releasing) }
        try flush()
    }

    /// Writes to the file what was appended so far. It is not synced to the disk: a crash of the program loses
    /// nothing that was flushed, a crash of the machine may.
    ///
    /// - Throws: ``LogError/cannotWrite(path:reason:)``; the records are kept and written by a later flush. Once
    ///   ``LogLimits/pendingBytes`` have gathered so, appending throws ``LogError/backlogFull(path:bytes:)`` and drops
    ///   its record, until there is room.
    public func flush() throws(LogError) {
        try file.withLock { file throws(LogError) in try drain(into: &file) }
    }

    /// Flushes and closes the file. Closing twice is harmless.
    public func close() throws(LogError) {
        try file.withLock { file throws(LogError) in
            if file.isClosed { return }
            try drain(into: &file)
            file.close()
        }
    }

    private func drain(into file: inout LogFile) throws(LogError) {
        // Of what failed before, first.
        try file.writeTaken()
        buffer.withLock { buffer in buffer.exchange(&file) }
        try file.writeTaken()
    }

    @inline(__always)
    private func checkRoom(_ waiting: Int) throws(LogError) {
        if waiting >= LogLimits.pendingBytes { throw .backlogFull(path: path, bytes: waiting) }
    }
}
