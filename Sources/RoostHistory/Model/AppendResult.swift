/// What became of a batch.
public struct AppendResult: Sendable, Hashable {
    /// Lines that the writer has written, which is where its next batch starts.
    public let lineCount: Int64
    /// The batch's number in the order of writing of its stream; that of the latest one for a replay.
    public let sequence: Int64
    /// Whether the very request had been stored before, so that nothing changed.
    public let isReplay: Bool
    /// The line at which the batch should have started, when it started later. It was stored all the same.
    public let gapExpected: Int64?
    /// The highest step of the stream; `nil` when it has no row.
    public let lastStep: Int64?

    public init(lineCount: Int64, sequence: Int64, isReplay: Bool, gapExpected: Int64?, lastStep: Int64?) {
        self.lineCount = lineCount
        self.sequence = sequence
        self.isReplay = isReplay
        self.gapExpected = gapExpected
        self.lastStep = lastStep
    }
}

/// Where a stream stands.
public struct StreamState: Sendable, Hashable {
    /// Lines written by the ordinary writer, which is the offset at which a resuming client goes on.
    public var lineCount: Int64
    /// Rows that can be read, inherited ones included.
    public var rowCount: Int64
    /// The highest step; `nil` when there is no row.
    public var lastStep: Int64?
    /// The number of the latest write; 0 when there was none.
    public var lastSequence: Int64

    public init(lineCount: Int64, rowCount: Int64, lastStep: Int64?, lastSequence: Int64) {
        self.lineCount = lineCount
        self.rowCount = rowCount
        self.lastStep = lastStep
        self.lastSequence = lastSequence
    }
}
