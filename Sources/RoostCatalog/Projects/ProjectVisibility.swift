/// Who may see a project besides the members of its entity. The raw values are the words on the wire.
public enum ProjectVisibility: String, Sendable, Hashable, CaseIterable {
    /// Members of the entity.
    case `private` = "PRIVATE"
    /// Everybody on this server reads; members write.
    case entityRead = "ENTITY_READ"
    /// Everybody reads, signed in or not; members write.
    case userRead = "USER_READ"
    /// Everybody reads and everybody who is signed in writes.
    case userWrite = "USER_WRITE"
    /// Only those whom the project itself names (registries).
    case restricted = "RESTRICTED"
}
