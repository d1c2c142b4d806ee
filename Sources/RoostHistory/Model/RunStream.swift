/// The three streams of rows of a run.
public enum RunStream: UInt8, Sendable, CaseIterable {
    /// What the run logged; the step of a row is its `_step`.
    case metrics = 0
    /// System metrics; the step of a row is its line number.
    case system = 1
    /// Lines of the console; the step of a row is its line number.
    case console = 2

    /// The name under which clients stream the file.
    public var fileName: String {
        switch self {
        case .metrics: "wandb-history.jsonl"
        case .system: "wandb-events.jsonl"
        case .console: "output.log"
        }
    }

    /// Whether a rewritten line takes the place of the whole row, not only of the keys that it names.
    var replacesWholeRows: Bool { self != .metrics }
}
