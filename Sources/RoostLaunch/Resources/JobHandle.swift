/// What a resource needs to find a job again, also in another process.
public struct JobHandle: Sendable, Hashable, Codable {
    /// The resource's name.
    public var resource: String
    /// ``PreparedJob/id``.
    public var id: String
    /// What the resource itself calls the job: a process id, a container's name, a cluster's job number.
    public var externalID: String
    public var stateDirectory: String

    public init(resource: String, id: String, externalID: String, stateDirectory: String) {
        self.resource = resource
        self.id = id
        self.externalID = externalID
        self.stateDirectory = stateDirectory
    }
}
