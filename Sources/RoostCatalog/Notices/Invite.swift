import FoundationEssentials

/// An invitation to a team: of a known user, or of whoever holds an address.
public struct Invite: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let entityID: Int64
    public let entityName: String
    public let email: String?
    public let userID: Int64?
    public let username: String?
    public let role: Role
    public let createdBy: Int64?
    public let createdAt: Date
    public let expiresAt: Date?

    public var globalID: GlobalID { .invite(id) }
}

/// An invitation just made, with the token of its link; the catalog keeps only the hash.
public struct NewInvite: Sendable, Hashable {
    public let invite: Invite
    public let token: String
}
