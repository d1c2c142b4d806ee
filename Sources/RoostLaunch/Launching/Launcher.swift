import Foundation
import RoostAPI
import RoostJSON

/// Makes a job ready for a resource: finds it, fetches its source, makes its environment or its image, and puts
/// together its command and its variables.
public struct Launcher: Sendable {
    let client: APIClient
    let resources: [any Resource]
    let policy: ResourcePolicy
    let sources: SourcePolicy
    let options: LauncherOptions

    public init(
        client: APIClient, resources: [any Resource], policy: ResourcePolicy = ResourcePolicy(),
        sources: SourcePolicy = SourcePolicy(), options: LauncherOptions = LauncherOptions()
    ) {
        self.client = client
        self.resources = resources
        self.policy = policy
        self.sources = sources
        self.options = options
    }

    /// The resource that a spec names; `local-container` where it names none.
    public func resource(of spec: LaunchSpec) throws(LaunchError) -> any Resource {
        let name = spec.resource ?? Self.usualResource
        guard let resource = resources.first(where: { $0.name == name }) else {
            let known = resources.map(\.name).sorted().joined(separator: ", ")
            throw .invalid(path: "resource", value: name, expected: "one of \(known)")
        }
        return resource
    }

    /// Where a launch runs that names no resource.
    public static let usualResource = "local-container"

    /// Checks all of a spec that can be checked before anything is fetched.
    ///
    /// - Throws: ``LaunchError`` that names the path of what is wrong.
    public func validate(_ spec: LaunchSpec) throws(LaunchError) {
        let resource = try resource(of: spec)
        _ = try LaunchTarget(spec)
        if spec.overrides.entryPoint != nil, !policy.allowsEntryPoint {
            throw .forbidden(
                path: "overrides.entry_point", reason: "the owner of the queue does not allow another program")
        }
        if let version = spec.git.version { try GitCheckout.check(version: version) }
        let arguments = spec.resourceArguments[resource.name]?.objectValue ?? [:]
        try resource.validate(Self.withoutBuilder(arguments), policy: policy)
    }

    /// Makes the job of a spec ready.
    ///
    /// - Parameters:
    ///   - run: the run that it becomes.
    ///   - directory: a folder of this attempt alone; it is made, and holds the source and the job's state.
    public func prepare(
        _ spec: LaunchSpec, run: LaunchRun, in directory: String
    ) async throws(LaunchError) -> PreparedJob {
        try validate(spec)
        let resource = try resource(of: spec)
        try SmallFile.makeFolder(directory)
        let source = try await fetch(spec, run, into: directory)
        let macros = macros(spec, run, source)
        var arguments = macros.expand(spec.resourceArguments[resource.name]?.objectValue ?? [:])
        let builder = BuilderOptions(arguments.removeValue(forKey: "builder"), spec)
        var job = PreparedJob(
            id: Self.identifier(run, directory), runID: run.runID, resource: resource.name,
            workDirectory: source.directory, stateDirectory: directory + "/state", command: [], environment: [:],
            image: source.image, arguments: arguments, policy: policy)
        let words = CommandMacros(config: spec.overrides.config, macros: macros, directory: directory)
        let entryPoint = try words.expand(source.entryPoint.words)
        let extra = try words.expand(spec.overrides.arguments ?? source.arguments)
        if source.image != nil {
            // An empty first word stands for the program of the image.
            job.command = (entryPoint.isEmpty ? [""] : entryPoint) + extra
            if source.directory == nil, resource is any ImageResource == false {
                throw .invalid(
                    path: "docker.docker_image", value: source.image ?? "",
                    expected: "left out: \(resource.name) runs no images")
            }
        } else if let resource = resource as? any ImageResource {
            try await build(&job, entryPoint, extra, source, builder, spec, resource)
        } else {
            try await settle(&job, entryPoint, extra, source)
        }
        try enter(spec.overrides.workingDirectory, &job)
        job.environment.merge(
            JobEnvironment(
                baseURL: "\(client.endpoint)", spec: spec, run: run, image: job.image, job: source.jobName
            ).variables
        ) { $1 }
        return job
    }

    // MARK: Parts

    /// Builds the image of a job which has none.
    private func build(
        _ job: inout PreparedJob, _ entryPoint: [String], _ extra: [String], _ source: FetchedSource,
        _ builder: BuilderOptions, _ spec: LaunchSpec, _ resource: any ImageResource
    ) async throws(LaunchError) {
        guard let directory = source.directory else { return }
        let built = try await resource.build(
            ImageSource(
                name: source.name, directory: directory, entryPoint: entryPoint,
                requirements: Requirements.find(in: directory, frozen: source.requirements),
                pythonVersion: source.pythonVersion.map { "\($0)" },
                dockerfile: spec.overrides.dockerfile ?? source.dockerfile,
                context: spec.overrides.others["build_context"]?.stringValue ?? source.buildContext,
                baseImage: builder.baseImage, platform: builder.platform, userID: spec.docker.userID ?? 1000,
                destination: builder.destination))
        built.warnings.forEach { options.warn($0) }
        job.image = built.name
        job.workDirectory = nil
        let isProgramGiven = spec.overrides.entryPoint != nil || !built.hasOwnProgram
        job.command = (isProgramGiven ? entryPoint : [""]) + extra
    }

    /// Makes the environment of a job that runs as a process.
    private func settle(
        _ job: inout PreparedJob, _ entryPoint: [String], _ extra: [String], _ source: FetchedSource
    ) async throws(LaunchError) {
        guard let directory = source.directory else { return }
        var entryPoint = entryPoint
        let surroundings = EnvironmentNames.inherited(options.surroundings)
        if EntryPoint(entryPoint).isPython {
            let wanted = job.arguments["python"]?.stringValue.flatMap { PythonVersion($0) }
            let mode = job.arguments["environment"]?.stringValue
            let ready = try await PythonEnvironment(
                requirements: Requirements.find(in: directory, frozen: source.requirements),
                version: wanted ?? EntryPoint(entryPoint).pythonVersion ?? source.pythonVersion, directory: directory,
                cache: options.cache, inherits: mode == "inherit", isolates: mode == "isolated",
                surroundings: surroundings
            ).prepare()
            ready.warnings.forEach { options.warn($0) }
            job.environment.merge(ready.variables) { $1 }
            entryPoint[0] = ready.interpreter
        } else if SwiftPackage.isMeant(by: entryPoint, in: directory) {
            entryPoint = try await SwiftPackage(
                directory: directory, cache: options.cache, surroundings: surroundings
            ).build(entryPoint)
        }
        job.command = entryPoint + extra
    }

    /// Lets the program start in a folder of its source.
    private func enter(_ folder: String?, _ job: inout PreparedJob) throws(LaunchError) {
        guard let folder, let root = job.workDirectory, job.image == nil else { return }
        let place = try SourcePath.inside(root, folder, path: "overrides.working_dir")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
            throw .notFound(kind: "folder", name: folder)
        }
        job.workDirectory = place
    }

    private func macros(_ spec: LaunchSpec, _ run: LaunchRun, _ source: FetchedSource) -> Macros {
        var values = [
            "project_name": run.project, "entity_name": run.entity, "run_id": run.runID,
            "run_name": spec.name ?? "", "image_uri": source.image ?? "",
        ]
        values["author"] = run.author ?? spec.author ?? ""
        return Macros(values, environment: options.surroundings)
    }

    private static func withoutBuilder(_ arguments: JSONObject) -> JSONObject {
        var arguments = arguments
        arguments.removeValue(forKey: "builder")
        return arguments
    }

    /// A name for the attempt that is its own on this machine, also where a run is started again.
    private static func identifier(_ run: LaunchRun, _ directory: String) -> String {
        let name = ImageName.safe(run.runID).prefix(40)
        return "\(name)-\(ContentHash.short(directory))"
    }
}
