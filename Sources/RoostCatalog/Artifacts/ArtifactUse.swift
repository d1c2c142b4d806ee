/// How a run and an artifact belong together.
public enum ArtifactUse {
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// The run used it.
        case input
        /// The run logged it.
        case output
    }
}
