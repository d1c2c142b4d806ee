/// One curve of one run.
public struct SeriesQuery: Sendable, Hashable {
    /// What runs along the horizontal axis.
    public enum Axis: Sendable, Hashable {
        case step
        /// Seconds since the run started: the key `_runtime`. Where a fork or a rewind counts it from zero again, the time
        /// at which it branched off is added.
        case relativeTime
        /// Seconds since 1970: the key `_timestamp`.
        case wallTime
        /// Another key, where a row has both.
        case metric(String)
    }

    public var run: RunKey
    public var stream: RunStream
    /// The key by name, nested ones joined by dots.
    public var key: String
    /// ``Axis/step`` by default.
    public var axis: Axis
    /// The part of the axis to read, both ends included; all by default.
    public var range: ClosedRange<Double>?
    /// Points of later steps stay out; by default none do.
    public var lastStep: Int64
    /// Into how many buckets the points go at most; when there are no more points than this, they come as they are.
    public var buckets: Int

    public init(
        run: RunKey, stream: RunStream = .metrics, key: String, axis: Axis = .step,
        range: ClosedRange<Double>? = nil, lastStep: Int64 = .max, buckets: Int = 1500
    ) {
        self.run = run
        self.stream = stream
        self.key = key
        self.axis = axis
        self.range = range
        self.lastStep = lastStep
        self.buckets = buckets
    }
}
