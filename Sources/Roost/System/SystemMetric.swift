/// One number of a sample of the machine, under the key by which trackers know it, without the prefix `system.`.
public struct SystemMetric: Sendable, Hashable {
    /// Such as `cpu` or `gpu.0.temp`.
    public let key: String
    /// The number, in the unit that the key has for trackers: percent, bytes, watts, degrees Celsius.
    public let value: Double

    /// A number under a key.
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
