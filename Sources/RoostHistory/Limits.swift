/// Every bound of this module. Passing one yields ``HistoryError/limitExceeded(_:)`` that names it.
public enum Limits {
    /// Bytes of one file-stream request body.
    public static let requestBytes = 64 << 20
    /// Bytes of one line as it stands in the request body. Official clients stop at 10 MiB.
    public static let lineBytes = 16 << 20
    /// Lines of one file in one request.
    public static let linesPerRequest = 1 << 20
    /// Line numbers a request may name.
    public static let lineNumber: Int64 = 1 << 40
    /// Arrays and objects nested in a row.
    public static let nestingDepth = 128
    /// Objects that are taken apart into leaf keys; deeper ones are kept as one JSON value.
    public static let flattenDepth = 32
    /// Bytes of one key with all its path components.
    public static let keyBytes = 4096
    /// Different keys of one stream of one run.
    public static let keysPerStream = 1 << 17
    /// Steps lie strictly between plus and minus this number.
    public static let stepMagnitude: Int64 = 1 << 62
    /// Bytes of a shared-mode writer's name.
    public static let writerNameBytes = 256
    /// Shared-mode writers of one stream.
    public static let writersPerStream = 4096

    /// Rows of one page of ``History/rows(of:_:matching:)``.
    public static let pageRows = 100_000
    /// Bytes of JSON text after which a page ends early.
    public static let pageBytes = 32 << 20
    /// Rows of one sample.
    public static let sampledRows = 100_000
    /// Bytes of JSON text of a sample, or of other rows that are asked for all at once.
    public static let sampleBytes = 256 << 20
    /// Points that a series over another key than the step may have, if that key does not rise.
    public static let unsortedSeriesPoints = 1 << 24
    /// Buckets of one series.
    public static let seriesBuckets = 100_000
    /// Runs through which a fork may inherit.
    public static let forkDepth = 64

    /// Appends that wait for the writer; more of them wait outside.
    static let queuedJobs = 4096
    /// Bytes that wait for the writer.
    static let queuedBytes = 64 << 20
    /// Bytes of one transaction, unless a single job is larger.
    static let transactionBytes = 32 << 20
    /// Streams whose state stays in memory.
    static let activeStreams = 4096
    /// Rows times keys that reading rows holds at once.
    static let gridPlaces = 1 << 21
    /// Bytes of text with which rows are read fewer at a time.
    static let gridTextBytes = 4 << 20
    /// Bytes of text of rows that are read at once.
    static let gridTextBytesAtMost = 512 << 20
    /// Points that one stored blob may claim to hold.
    static let blobPoints = 1 << 24
    /// Points of one block of a column; blocks hold between a half and one and a half of it.
    static let blockPoints = 4096
    /// Bytes of text after which a block ends early.
    static let blockTextBytes = 1 << 20
    /// Points of one chunk.
    static let chunkPoints = 1 << 22
    /// Points of a chunk that full compaction leaves alone.
    static let settledChunkPoints = 1 << 19
    /// Chunks of one level that merge into one of the next.
    static let mergeFanIn = 16
    /// Rows of unmerged batches that start a merge.
    static let mergeRows = 4096
    /// Unmerged batches that start a merge: reading a run that sends a row at a time looks at each of them.
    static let mergeBatches = 64
    /// Bytes of unmerged batches that start a merge.
    static let mergeBytes = 4 << 20
    /// Bytes of batches that one merge takes.
    static let mergeInputBytes = 16 << 20
    /// Rows of batches that one merge takes.
    static let mergeInputRows = 1 << 16
    /// Bytes of merged chunks that one transaction writes.
    static let mergeOutputBytes = 8 << 20
    /// Pages of 16 KiB that one step of space reclamation moves.
    static let vacuumPages = 256

    static func isStep(_ value: Int64) -> Bool { value > -stepMagnitude && value < stepMagnitude }
}
