import RoostJSON
import RoostLaunch

/// The arguments that `launch` and `launchAdd` have in common, and the spec that they make.
struct LaunchArguments: Sendable {
    var uri: String?
    var job: String?
    var entryPoint: [String]?
    var version: String?
    var name: String?
    var resource: String?
    var resourceArgs: JSON?
    var project: String?
    var entity: String?
    var dockerImage: String?
    var config: JSON?
    var runID: String?
    var repository: String?
    var sweepID: String?
    var author: String?

    /// The config as the spec to begin with, changed by each argument that is given.
    func spec() throws(LaunchError) -> LaunchSpec {
        var spec = try config.map { value throws(LaunchError) in try LaunchSpec(value) } ?? LaunchSpec()
        if let job { Self.isPlace(job) ? (spec.uri = job) : (spec.job = job) }
        if let uri { spec.uri = uri }
        if let entryPoint { spec.overrides.entryPoint = entryPoint.isEmpty ? nil : entryPoint }
        if let version { spec.git.version = version }
        if let name { spec.name = name }
        if let resource { spec.resource = resource }
        if let resourceArgs {
            guard let members = resourceArgs.objectValue else {
                throw .invalid(path: "resource_args", value: resourceArgs.text, expected: "an object")
            }
            spec.resourceArguments = members
        }
        if let project { spec.project = project }
        if let entity { spec.entity = entity }
        if let dockerImage { spec.docker.image = dockerImage }
        if let runID { spec.runID = runID }
        if let repository { spec.registry = (spec.registry ?? [:]).merging(["uri": .string(repository)]) { $1 } }
        if let sweepID { spec.sweepID = sweepID }
        if let author { spec.author = author }
        // What was given here is checked as what came from elsewhere is.
        return try LaunchSpec(spec.json)
    }

    /// Whether a job's name is a repository or a folder instead.
    private static func isPlace(_ job: String) -> Bool {
        job.contains("://") || job.contains("@") || job == "." || job == "~"
            || ["/", "./", "../", "~/"].contains { job.hasPrefix($0) }
    }
}

extension LaunchSpec {
    /// Fills in where the run goes: the job's own project, else the settings' one, else `uncategorized`.
    mutating func settle(_ connection: LaunchConnection) async throws {
        let job = try self.job.map { text throws(LaunchError) in try JobReference(text) }
        if entity == nil { entity = job?.entity }
        if entity == nil { entity = try await connection.defaultEntity() }
        if project == nil { project = job?.project ?? connection.settings.project ?? "uncategorized" }
    }
}
