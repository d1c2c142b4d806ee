import FoundationEssentials

/// A sign-in of a user's browser.
public struct WebSession: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let userID: Int64
    public let createdAt: Date
    public let expiresAt: Date
}

/// A session just begun, with the token that the browser keeps; the catalog keeps only its hash.
public struct NewWebSession: Sendable, Hashable {
    public let session: WebSession
    public let token: String
}

/// Who a presented session token stands for.
public struct SessionOwner: Sendable, Hashable {
    public let user: User
    public let session: WebSession
}
