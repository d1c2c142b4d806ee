import FoundationEssentials

public enum EntityKind: String, Sendable, Hashable, CaseIterable {
    /// The personal entity of one user.
    case user
    case team
    case organization
}

/// An owner of projects: a user, a team or an organisation. Their names share one space.
public struct Entity: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let name: String
    public let kind: EntityKind
    /// The organisation that a team belongs to.
    public let organizationID: Int64?
    /// Who may see a new project unless told otherwise.
    public let defaultVisibility: ProjectVisibility
    public let createdAt: Date
    public let deletedAt: Date?

    public var globalID: GlobalID { .entity(id) }
}

/// Changes to an entity; `nil` leaves a field as it is.
public struct EntityChange: Sendable, Hashable {
    public var defaultVisibility: ProjectVisibility?
    /// `.some(nil)` takes a team out of its organisation.
    public var organizationID: Int64??

    public init(defaultVisibility: ProjectVisibility? = nil, organizationID: Int64?? = nil) {
        self.defaultVisibility = defaultVisibility
        self.organizationID = organizationID
    }
}
