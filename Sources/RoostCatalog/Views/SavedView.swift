import FoundationEssentials

/// How somebody looks at a project and wants to find it again: a report, a table, a workspace.
public struct SavedView: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let projectID: Int64
    /// Who made it.
    public let userID: Int64
    public let username: String
    /// What kind of view it is, such as `runs` (a report), `runs/draft` or `roost-table`.
    public let type: String
    public let name: String?
    public let displayName: String?
    public let description: String?
    /// What it shows, in JSON. Only those who draw it know more.
    public let spec: String
    /// Whether everybody sees it who may read the project; otherwise only its maker does.
    public let isShared: Bool
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .view(id) }

    public func isVisible(to user: Int64?) -> Bool { isShared || userID == user }
}

/// What is to be changed of a view; `nil` leaves a value as it is.
public struct ViewChange: Sendable, Hashable {
    public var type: String?
    public var name: String?
    public var displayName: String?
    public var description: String?
    /// JSON text.
    public var spec: String?
    public var isShared: Bool?

    public init() {}
}

/// Which views of a project are wanted.
public struct ViewFilter: Sendable, Hashable {
    public var type: String?
    /// What the view is called, by either of its names.
    public var name: String?
    /// The name of its maker.
    public var username: String?
    /// Who looks; `nil` sees only what is shared.
    public var viewer: Int64?

    public init(type: String? = nil, name: String? = nil, username: String? = nil, viewer: Int64? = nil) {
        self.type = type
        self.name = name
        self.username = username
        self.viewer = viewer
    }
}
