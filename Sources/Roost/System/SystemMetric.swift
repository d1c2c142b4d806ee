/// One number of a sample of the machine, under the key by which trackers know it, without the prefix `system.`.
public struct SystemMetric: Sendable, Hashable {
    public let key: String
    public let value: Double

    public init(_ key: String, _ value: Double) {
        self.key = key
        self.value = value
    }
}

/// A part of the machine that is measured over and over.
protocol SystemSampler: Sendable {
    /// The metrics as they are now. Rates count from the sample before; the first sample leaves them out.
    mutating func sample() -> [SystemMetric]
}
