import Foundation
import RoostAPI
import RoostJSON
import RoostLaunch

/// Runs a job now, on this machine.
///
/// ```swift
/// let run = try await launch(
///     job: "vision/digits/train:latest", resource: "local-process",
///     config: ["overrides": ["run_config": ["lr": 0.01]]])
/// ```
///
/// - Parameters:
///   - api: the server, the key, and what launches may do here.
///   - job: a job artifact, `entity/project/name:alias`; also the address of a git repository or a folder.
///   - entryPoint: the program and its first arguments, in the place of the job's own. No shell reads the words.
///   - version: a branch, a tag or a commit of the repository; `main` or else `master` by default.
///   - name: the run's display name.
///   - resource: where it runs: `local-container` (the default) or `local-process`.
///   - resourceArgs: the arguments of each resource, by its name.
///   - project: the run's project; by default the job's, else that of the settings, else `uncategorized`.
///   - entity: the run's user or team; by default the job's, else the key's own.
///   - dockerImage: a container image to run in the place of a job.
///   - config: the launch spec to begin with: `overrides` with `args`, `run_config`, `files` and so on.
///   - synchronous: waits for the end. Otherwise the run goes on beside this program, which waits for it when it exits
///     and ends it when it is interrupted.
///   - runID: the run's id; by default a new one.
///   - repository: the registry that images which are built are sent to, such as `registry.example/team`; by default they
///     stay on this machine.
/// - Returns: the run.
/// - Throws: ``LaunchError`` when the job cannot be started, ``ExecutionError`` when a run that was waited for fails,
///   ``AuthenticationError`` and ``CommError`` when the server refuses or cannot be reached.
@discardableResult
public func launch(
    api: LaunchAPI = LaunchAPI(), job: String? = nil, entryPoint: [String]? = nil, version: String? = nil,
    name: String? = nil, resource: String? = nil, resourceArgs: JSON? = nil, project: String? = nil,
    entity: String? = nil, dockerImage: String? = nil, config: JSON? = nil, synchronous: Bool = true,
    runID: String? = nil, repository: String? = nil
) async throws -> SubmittedRun {
    let arguments = LaunchArguments(
        job: job, entryPoint: entryPoint, version: version, name: name, resource: resource, resourceArgs: resourceArgs,
        project: project, entity: entity, dockerImage: dockerImage, config: config, runID: runID,
        repository: repository)
    let spec = try arguments.spec()
    let run = try await api.connected { connection in try await LocalLaunch(api, connection).start(spec) }
    guard synchronous else { return run }
    guard try await run.wait() else { throw ExecutionError(run, try await run.getStatus(), try await run.getLogs()) }
    return run
}

/// Launches on this machine.
struct LocalLaunch: Sendable {
    private let api: LaunchAPI
    private let connection: LaunchConnection

    init(_ api: LaunchAPI, _ connection: LaunchConnection) {
        self.api = api
        self.connection = connection
    }

    /// Builds the image of a spec's job, which the spec then names in the place of the job.
    func buildImage(of spec: inout LaunchSpec) async throws {
        guard spec.resource != "local-process" else {
            throw LaunchError.invalid(
                path: "resource", value: "local-process",
                expected: "one that runs images: there is none to build for it")
        }
        var local = spec
        // It is built as this machine builds; what it is built of is the resource's to say.
        let builder = spec.resource.flatMap { spec.resourceArguments[$0]?["builder"] }
        local.resource = Launcher.usualResource
        local.resourceArguments = builder.map { [Launcher.usualResource: ["builder": $0]] } ?? [:]
        let (launcher, _) = try launcher(for: local)
        let run = LaunchRun(
            runID: "build", entity: spec.entity ?? "", project: spec.project ?? "", apiKey: connection.key)
        let stage = connection.settings.stageDirectory(in: connection.surroundings)
        let job = try await launcher.prepare(local, run: run, in: "\(stage)/launch/build-\(RunID.random())")
        guard let image = job.image else { return }
        (spec.job, spec.uri, spec.git) = (nil, nil, LaunchSpec.Git())
        spec.docker.image = image
    }

    private func launcher(for spec: LaunchSpec) throws -> (Launcher, LaunchSpec) {
        let surroundings = connection.surroundings
        guard let supervisor = ProgramSearch.roost(environment: surroundings.environment) else {
            throw LaunchError.unavailable(
                resource: spec.resource ?? Launcher.usualResource,
                reason: "the program 'roost', which watches over jobs, is neither beside this program nor in PATH; "
                    + "ROOST_BIN can name it")
        }
        var spec = spec
        if spec.resource == nil { spec.resource = Launcher.usualResource }
        if let uri = spec.uri, !uri.contains("://"), !uri.contains("@") { spec.uri = surroundings.absolute(uri) }
        let resources: [any Resource] = [
            LocalProcess(supervisor: supervisor, surroundings: surroundings.environment),
            LocalContainer(supervisor: supervisor, surroundings: surroundings.environment),
        ]
        let launcher = Launcher(
            client: connection.client, resources: resources,
            policy: ResourcePolicy(allowedArguments: api.allowedArguments, allowsLoaderVariables: false),
            sources: SourcePolicy(allowsLocalFolders: true, trustedRemotes: api.trustedRemotes),
            options: LauncherOptions(surroundings: surroundings.environment, warn: api.warn))
        try launcher.validate(spec)
        return (launcher, spec)
    }

    func start(_ given: LaunchSpec) async throws -> SubmittedRun {
        let surroundings = connection.surroundings
        var (launcher, spec) = try launcher(for: given)
        try await spec.settle(connection)
        let id = spec.runID ?? RunID.random()
        let run = LaunchRun(
            runID: id, entity: spec.entity ?? "", project: spec.project ?? "", apiKey: connection.key,
            author: spec.author, resumeCount: spec.resumeCount)
        let stage = connection.settings.stageDirectory(in: surroundings)
        let job = try await launcher.prepare(spec, run: run, in: "\(stage)/launch/\(id)-\(RunID.random())")
        let resource = try launcher.resource(of: spec)
        let handle = try await resource.submit(job)
        return SubmittedRun(
            handle: handle, resource: resource, path: "\(run.entity)/\(run.project)/\(id)",
            log: JobDirectory(job.stateDirectory).output)
    }
}
