import FoundationEssentials

/// What a member may do; a later one may do all that an earlier one may.
public enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Reads.
    case viewer
    /// Reads and writes.
    case member
    /// Reads, writes and manages members and projects.
    case admin

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .member: 1
        case .admin: 2
        }
    }

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}

/// A user's place in an entity.
public struct Membership: Sendable, Hashable {
    public let entity: Entity
    public let user: User
    public let role: Role
    public let createdAt: Date
}
