import FoundationEssentials

/// A key with which a program acts for a user. Only its hash is kept.
public struct APIKey: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let userID: Int64
    /// What the user calls it.
    public let name: String
    /// The first eight characters, to tell keys apart.
    public let hint: String
    /// The only project that the key opens; `nil` for all that the user may see.
    public let projectID: Int64?
    /// The only run that the key opens.
    public let runID: Int64?
    /// The only run of ``projectID`` that the key may write, by its id on the wire; the run need not exist yet. Such a
    /// key belongs to one attempt of a queued item and reads the rest of the project.
    public let runName: String?
    /// The one artifact collection beside the project that the key reads: the job that it runs.
    public let collectionID: Int64?
    public let createdAt: Date
    public let expiresAt: Date?
    /// Right to about a minute.
    public let lastUsedAt: Date?
    public let revokedAt: Date?

    public var globalID: GlobalID { .apiKey(id) }

    /// Whether the key opens less than all that its user may do.
    public var isRestricted: Bool { projectID != nil || runID != nil || runName != nil }
}

/// A key just made, with the text that is shown this once.
public struct NewAPIKey: Sendable, Hashable {
    public let key: APIKey
    /// 40 lowercase hexadecimal digits (160 random bits), a form that every client version accepts.
    public let secret: String
}

/// Who a presented key stands for.
public struct KeyOwner: Sendable, Hashable {
    public let user: User
    public let key: APIKey
}
