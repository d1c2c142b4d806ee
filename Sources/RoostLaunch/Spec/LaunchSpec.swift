import RoostJSON

/// What to launch, where, and with which changes: the document that queues hold.
public struct LaunchSpec: Sendable, Hashable {
    /// Whose run it becomes; `nil` leaves it to the job or the key.
    public var entity: String?
    /// The run's project; `nil` leaves it to the job.
    public var project: String?
    /// A job artifact, `entity/project/name:alias`.
    public var job: String?
    /// A git repository or a local folder to run, where there is no job.
    public var uri: String?
    public var docker = Docker()
    public var git = Git()
    /// An image that was built for the job, used in the place of building one.
    public var imageURI: String?
    /// The kind of place to run at; `nil` leaves it to the queue.
    public var resource: String?
    /// The arguments of each resource, by its name.
    public var resourceArguments: JSONObject = [:]
    /// Values for the template variables of the queue.
    public var templateVariables: JSONObject = [:]
    public var overrides = LaunchOverrides()
    /// The run's display name.
    public var name: String?
    /// The user who launched it.
    public var author: String?
    /// The run's id; `nil` for a new one.
    public var runID: String?
    public var sweepID: String?
    /// The version of Python that the job wants, such as `3.11`.
    public var pythonVersion: String?
    /// How images are built and where they go, in the place of the agent's own blocks.
    public var builder: JSONObject?
    public var registry: JSONObject?
    /// The queue that the spec went through.
    public var queue: String?
    public var queueEntity: String?
    /// A key to run with in the place of the agent's. It is a secret.
    public var apiKey: String?
    /// How often the run was started before; above 0 it resumes.
    public var resumeCount: Int64 = 0
    /// Members that Roost does not know. They are kept.
    public var others: JSONObject = [:]

    public init() {}

    /// An image, and the user to run as in it.
    public struct Docker: Sendable, Hashable {
        public var image: String?
        /// The number of the user in images that are built; 1000 where none is named.
        public var userID: Int64?

        public init(image: String? = nil, userID: Int64? = nil) {
            self.image = image
            self.userID = userID
        }
    }

    /// A repository, and the branch, tag or commit to check out.
    public struct Git: Sendable, Hashable {
        public var repository: String?
        public var version: String?

        public init(repository: String? = nil, version: String? = nil) {
            self.repository = repository
            self.version = version
        }
    }

    /// The arguments of the resource that the spec names.
    public var ownArguments: JSONObject {
        resource.flatMap { resourceArguments[$0]?.objectValue } ?? [:]
    }

    /// Whether it is the scheduler of a sweep: clients put this in the place of a source's address.
    var isScheduler: Bool { uri == Self.schedulerAddress }

    static let schedulerAddress = "placeholder-uri-scheduler"
}

/// What a launch changes in a job.
public struct LaunchOverrides: Sendable, Hashable {
    /// Words that follow the entry point; `nil` leaves the job's own.
    public var arguments: [String]?
    /// The program and its first arguments, in the place of the job's.
    public var entryPoint: [String]?
    /// Values of the run's config.
    public var config: JSONObject = [:]
    /// Artifacts by the slot of the job that they fill.
    public var artifacts: JSONObject = [:]
    /// Values of managed config files, by their path.
    public var files: JSONObject = [:]
    /// The path of a Dockerfile in the job's source.
    public var dockerfile: String?
    /// The folder in which the program starts, from the root of the source.
    public var workingDirectory: String?
    /// Members that Roost does not know. They are kept.
    public var others: JSONObject = [:]

    public init() {}
}
