/// When a saved file is uploaded.
public enum SavePolicy: String, Sendable, Hashable, CaseIterable {
    /// Now, and whenever it changes.
    case live
    /// Once, now.
    case now
    /// When the run finishes.
    case end
}
