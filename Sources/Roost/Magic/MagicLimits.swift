/// Every bound of the reading of flags and console lines, in one place.
enum MagicLimits {
    /// The longest console line that is read, in bytes; a longer one is left out.
    static let lineBytes = 16 << 10
    /// The metrics of one line.
    static let metricsOfLine = 200
    /// The different metrics of a run.
    static let metrics = 2_000
    /// The longest name of a metric or flag, in bytes.
    static let nameBytes = 128
    /// The flags that become config.
    static let flags = 1_000
    /// The longest value of a flag, in bytes.
    static let flagBytes = 10_000
    /// The largest file of options, in bytes.
    static let fileBytes = 1 << 20
}
