/// The body of a file-stream request, taken apart.
public struct FileStreamRequest: Sendable {
    /// Lines of a file that has no meaning here.
    public struct OtherFile: Sendable, Hashable {
        public let name: String
        /// The number of the first line.
        public let offset: Int64
        public let lines: [String]
    }

    /// Rows of `wandb-history.jsonl`.
    public internal(set) var metrics: RowBatch?
    /// Rows of `wandb-events.jsonl`.
    public internal(set) var system: RowBatch?
    /// Lines of `output.log`.
    public internal(set) var console: RowBatch?
    /// The last line of `wandb-summary.json`: the text of a JSON object.
    public internal(set) var summary: String?
    /// Names of files whose upload succeeded since the last request.
    public internal(set) var uploaded: [String] = []
    /// Whether the run said that it is about to be preempted.
    public internal(set) var isPreempting = false
    /// Whether this is the run's last request; `nil` when not said.
    public internal(set) var isComplete: Bool?
    /// The exit code of the process, said with the last request.
    public internal(set) var exitCode: Int?
    /// What older clients say in heartbeats; `nil` when not said.
    public internal(set) var hasFailed: Bool?
    /// How many pieces an older client dropped; `nil` when not said.
    public internal(set) var dropped: Int?
    /// Files under other names.
    public internal(set) var otherFiles: [OtherFile] = []

    init() {}

    /// The rows of a stream.
    public func batch(of stream: RunStream) -> RowBatch? {
        switch stream {
        case .metrics: metrics
        case .system: system
        case .console: console
        }
    }

    /// Scans a whole request body.
    ///
    /// - Parameters:
    ///   - bytes: JSON in UTF-8.
    ///   - readsLabels: whether `[label] ` in front of a console line is the name of a writer, as in shared mode.
    /// - Throws: ``HistoryError/malformed(_:)`` or ``HistoryError/limitExceeded(_:)``; a request is taken as a whole
    ///   or not at all.
    public static func scan(
        bytes: Span<UInt8>, readsLabels: Bool = false
    ) throws(HistoryError) -> FileStreamRequest {
        var scanner = FileStreamScanner(bytes: bytes, readsLabels: readsLabels)
        return try scanner.scan()
    }

    /// Scans a whole request body.
    public static func scan(
        bytes: [UInt8], readsLabels: Bool = false
    ) throws(HistoryError) -> FileStreamRequest {
        try scan(bytes: bytes.span, readsLabels: readsLabels)
    }
}
