/// The run that a launch starts, and by what right.
public struct LaunchRun: Sendable, Hashable {
    public var runID: String
    public var entity: String
    public var project: String
    /// The key that the run logs with. It is a secret.
    public var apiKey: String
    /// The queue that the launch came through, and whose it is.
    public var queue: String?
    public var queueEntity: String?
    /// The queue's item, which the run names as what it came from.
    public var itemID: String?
    /// The user who launched it.
    public var author: String?
    /// How often it was started before; above 0 it resumes.
    public var resumeCount: Int64

    public init(
        runID: String, entity: String, project: String, apiKey: String, queue: String? = nil,
        queueEntity: String? = nil, itemID: String? = nil, author: String? = nil, resumeCount: Int64 = 0
    ) {
        self.runID = runID
        self.entity = entity
        self.project = project
        self.apiKey = apiKey
        self.queue = queue
        self.queueEntity = queueEntity
        self.itemID = itemID
        self.author = author
        self.resumeCount = resumeCount
    }
}
