/// Changes to a run; `nil` leaves a field as it is.
public struct RunChange: Sendable, Hashable {
    /// An empty name counts as none.
    public var displayName: String?
    public var description: String?
    public var notes: String?
    /// All tags of the run from now on.
    public var tags: [String]?
    public var group: String?
    public var jobType: String?
    public var host: String?
    public var program: String?
    public var commit: String?
    public var repo: String?
    public var sweepName: String?
    public var state: RunState?
    /// JSON text of the whole configuration, `{"key":{"value":…}}`.
    public var config: String?
    /// JSON text of the whole summary.
    public var summary: String?

    public init(
        displayName: String? = nil, description: String? = nil, notes: String? = nil, tags: [String]? = nil,
        group: String? = nil, jobType: String? = nil, host: String? = nil, program: String? = nil,
        commit: String? = nil, repo: String? = nil, sweepName: String? = nil, state: RunState? = nil,
        config: String? = nil, summary: String? = nil
    ) {
        self.displayName = displayName
        self.description = description
        self.notes = notes
        self.tags = tags
        self.group = group
        self.jobType = jobType
        self.host = host
        self.program = program
        self.commit = commit
        self.repo = repo
        self.sweepName = sweepName
        self.state = state
        self.config = config
        self.summary = summary
    }
}

/// What ``RunRepository/upsert(project:name:change:user:)`` did.
public struct RunUpsert: Sendable, Hashable {
    public let run: Run
    /// Whether the run is new.
    public let inserted: Bool
}

extension RunChange {
    func check() throws(CatalogError) {
        let short: [(String, String?)] = [
            ("display name", displayName), ("group", group), ("job type", jobType), ("host", host),
            ("program", program), ("commit", commit), ("repo", repo), ("sweep", sweepName),
        ]
        for (field, text) in short {
            try NameRules.checkLength(text, field: field, bytes: Limits.shortTextBytes)
        }
        try NameRules.checkLength(description, field: "description", bytes: Limits.longTextBytes)
        try NameRules.checkLength(notes, field: "notes", bytes: Limits.longTextBytes)
        if let tags { try Self.check(tags: tags) }
    }

    static func check(tags: [String]) throws(CatalogError) {
        guard tags.count <= Limits.tagsPerRun else {
            throw .limit(name: "tags of a run", limit: Limits.tagsPerRun, value: tags.count)
        }
        for tag in tags {
            guard tag.count <= Limits.tagLength else {
                throw .limit(name: "characters of a tag", limit: Limits.tagLength, value: tag.count)
            }
            try NameRules.checkLength(tag, field: "tag", bytes: Limits.shortTextBytes)
        }
    }
}
