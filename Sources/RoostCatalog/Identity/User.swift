import FoundationEssentials

/// An account.
public struct User: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// The name of the personal entity, unique among users, teams and organisations.
    public let username: String
    /// The name that people read.
    public let name: String
    public let email: String?
    /// Whether the user administers the whole server.
    public let isAdmin: Bool
    /// The personal entity, whose name is ``username``.
    public let entityID: Int64
    /// Where runs go that name no entity.
    public let defaultEntityID: Int64
    public let defaultEntityName: String
    public let accountType: AccountType
    /// Whether the user can sign in with a password.
    public let hasPassword: Bool
    /// Whether clients save code unless told otherwise; if not, they save it when told to.
    public let codeSavingEnabled: Bool
    public let createdAt: Date
    public let deletedAt: Date?

    public var globalID: GlobalID { .user(id) }
    /// The name of the personal entity.
    public var entityName: String { username }
}

/// A user to be created.
public struct NewUser: Sendable, Hashable {
    public var username: String
    /// The name that people read; the username when `nil`.
    public var name: String?
    public var email: String?
    public var isAdmin: Bool
    public var accountType: AccountType
    /// Made by ``Password/hash(_:)``, outside of the transaction.
    public var passwordHash: String?
    /// The entity for runs that name none; the personal one when `nil`.
    public var defaultEntityID: Int64?

    public init(
        username: String, name: String? = nil, email: String? = nil, isAdmin: Bool = false,
        accountType: AccountType = .user, passwordHash: String? = nil, defaultEntityID: Int64? = nil
    ) {
        self.username = username
        self.name = name
        self.email = email
        self.isAdmin = isAdmin
        self.accountType = accountType
        self.passwordHash = passwordHash
        self.defaultEntityID = defaultEntityID
    }
}

/// Changes to a user; `nil` leaves a field as it is.
public struct UserChange: Sendable, Hashable {
    public var name: String?
    /// An empty text removes the address.
    public var email: String?
    public var isAdmin: Bool?
    public var codeSavingEnabled: Bool?
    public var defaultEntityID: Int64?

    public init(
        name: String? = nil, email: String? = nil, isAdmin: Bool? = nil, codeSavingEnabled: Bool? = nil,
        defaultEntityID: Int64? = nil
    ) {
        self.name = name
        self.email = email
        self.isAdmin = isAdmin
        self.codeSavingEnabled = codeSavingEnabled
        self.defaultEntityID = defaultEntityID
    }
}
