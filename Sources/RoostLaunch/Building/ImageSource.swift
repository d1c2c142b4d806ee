/// A resource whose jobs run in images, and that builds one for a job which has only its source.
public protocol ImageResource: Resource {
    /// Builds the image, or answers the one that was built of the same before.
    func build(_ source: ImageSource) async throws(LaunchError) -> BuiltImage
}

/// What an image is built from.
public struct ImageSource: Sendable, Hashable {
    /// What the image is called after.
    public var name: String
    /// The folder of the source. A file may be added to it.
    public var directory: String
    /// The program and its first arguments.
    public var entryPoint: [String]
    /// The packages to install, as lines of a requirements file.
    public var requirements: [String]
    /// The version of Python, such as `3.11`.
    public var pythonVersion: String?
    /// The Dockerfile that the launch or the job names, from the context.
    public var dockerfile: String?
    /// The folder that is sent to the build, from the root of the source.
    public var context: String?
    /// The image to begin with.
    public var baseImage: String?
    public var platform: String?
    /// The number of the user that programs run as.
    public var userID: Int64
    /// Where images go, such as `registry.example/team`; `nil` keeps them here.
    public var destination: String?

    public init(
        name: String, directory: String, entryPoint: [String], requirements: [String] = [],
        pythonVersion: String? = nil, dockerfile: String? = nil, context: String? = nil, baseImage: String? = nil,
        platform: String? = nil, userID: Int64 = 1000, destination: String? = nil
    ) {
        self.name = name
        self.directory = directory
        self.entryPoint = entryPoint
        self.requirements = requirements
        self.pythonVersion = pythonVersion
        self.dockerfile = dockerfile
        self.context = context
        self.baseImage = baseImage
        self.platform = platform
        self.userID = userID
        self.destination = destination
    }
}

/// An image that is there.
public struct BuiltImage: Sendable, Hashable {
    public var name: String
    /// Whether the Dockerfile is the job's own, whose program is the image's.
    public var hasOwnProgram: Bool
    /// What is not as the job wants it.
    public var warnings: [String]

    public init(name: String, hasOwnProgram: Bool, warnings: [String] = []) {
        self.name = name
        self.hasOwnProgram = hasOwnProgram
        self.warnings = warnings
    }
}
