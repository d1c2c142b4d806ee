/// How long a version of an artifact is kept.
public enum ArtifactTTL: Sendable, Hashable {
    /// As the team has it.
    case inherited
    /// For ever.
    case forever
    /// So many seconds after it was made.
    case seconds(Int64)

    /// As the protocol writes it.
    var wire: Int64 {
        switch self {
        case .inherited: -1
        case .forever: -2
        case .seconds(let seconds): seconds
        }
    }
}
