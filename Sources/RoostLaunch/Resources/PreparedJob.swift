import RoostJSON

/// A job with its source on disk, its environment and its command: ready for a ``Resource``.
public struct PreparedJob: Sendable, Hashable {
    /// Names this attempt: lower-case letters, digits and dashes, at most 63.
    public var id: String
    /// The run that the job logs to.
    public var runID: String
    /// What the resource is called in the launch spec.
    public var resource: String
    /// Where the job's source lies and its program starts; `nil` when an image holds both.
    public var workDirectory: String?
    /// A folder of this attempt alone: logs and state. Mode 0700.
    public var stateDirectory: String
    /// The program and its arguments, as words that no shell reads.
    public var command: [String]
    /// The variables that the job gets beside those of its surroundings. They hold the API key.
    public var environment: [String: String]
    /// The container image, where the job has one.
    public var image: String?
    /// `resource_args` of the resource, macros replaced.
    public var arguments: JSONObject
    /// What the owner of the queue lets pass.
    public var policy: ResourcePolicy

    public init(
        id: String, runID: String, resource: String, workDirectory: String?, stateDirectory: String,
        command: [String], environment: [String: String], image: String? = nil, arguments: JSONObject,
        policy: ResourcePolicy = ResourcePolicy()
    ) {
        self.id = id
        self.runID = runID
        self.resource = resource
        self.workDirectory = workDirectory
        self.stateDirectory = stateDirectory
        self.command = command
        self.environment = environment
        self.image = image
        self.arguments = arguments
        self.policy = policy
    }
}
