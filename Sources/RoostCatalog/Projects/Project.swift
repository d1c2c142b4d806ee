import FoundationEssentials

/// A container of runs and artifacts.
public struct Project: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let entityID: Int64
    public let entityName: String
    public let name: String
    public let description: String?
    public let visibility: ProjectVisibility
    public let readme: String?
    /// Who created it.
    public let userID: Int64?
    public let username: String?
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .project(name: name, entity: entityName) }
    public var internalID: GlobalID { .projectInternal(id) }
}

/// Changes to a project; `nil` leaves a field as it is, an empty text removes it.
public struct ProjectChange: Sendable, Hashable {
    public var description: String?
    public var visibility: ProjectVisibility?
    public var readme: String?

    public init(description: String? = nil, visibility: ProjectVisibility? = nil, readme: String? = nil) {
        self.description = description
        self.visibility = visibility
        self.readme = readme
    }
}

/// What ``ProjectRepository/upsert(entity:name:change:user:)`` did.
public struct ProjectUpsert: Sendable, Hashable {
    public let project: Project
    /// Whether the project is new.
    public let inserted: Bool
}

/// A project in a list.
public struct ProjectSummary: Sendable, Hashable {
    public let project: Project
    public let runCount: Int
    /// The newest heartbeat of a run; `nil` without runs.
    public let lastActivityAt: Date?
}
