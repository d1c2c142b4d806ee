/// What one event of TensorBoard is logged as: a row of its own.
public struct TensorBoardRow: Sendable {
    /// The folder of the event file below the common root, such as `train`; empty for the root itself.
    public let namespace: String
    /// TensorBoard's step, which the row also has under `global_step`; the run counts its own steps.
    public let step: Int64
    /// When the event was written, in seconds since 1970; the row's `_timestamp`.
    public let wallTime: Double
    /// The values under their tags, behind the namespace and a slash where there is one, and `global_step`.
    public let fields: [(key: String, value: RunValue)]
}

/// What a ``TensorBoardFollower`` finds.
public enum TensorBoardFinding: Sendable {
    /// What one event is logged as.
    case row(TensorBoardRow)
    /// Hyperparameters that a program noted for TensorBoard; they belong into the config, where it has no such keys.
    case hyperparameters([(key: String, value: RunValue)])
    /// A new event file, and the path under which it belongs to the run's files.
    case file(path: String, name: String)
    /// What cannot be read or logged, and why; each is told once.
    case problem(String)
}
