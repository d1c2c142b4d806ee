import RoostAPI
import RoostJSON
import RoostLaunch

/// Puts a job into a queue, from which an agent takes it.
///
/// - Parameters:
///   - api: the server and the key.
///   - uri: a git repository to run where there is no job. Agents take no folders of their machine.
///   - job: a job artifact, `entity/project/name:alias`.
///   - config: the launch spec to begin with.
///   - templateVariables: values for the variables that the queue declares, by name.
///   - project: the run's project; by default the job's, else that of the settings, else `uncategorized`.
///   - entity: the run's user or team, whose queue it is unless `config` names a `queue_entity`.
///   - queueName: the queue; `default` is made when it is not there.
///   - resource: where it runs; by default what the queue says.
///   - entryPoint: the program and its first arguments, in the place of the job's own.
///   - name: the run's display name.
///   - version: a branch, a tag or a commit of the repository.
///   - dockerImage: a container image to run in the place of a job.
///   - projectQueue: the project that the queue is in.
///   - resourceArgs: the arguments of each resource, by its name; they win over the queue's.
///   - runID: the run's id; by default a new one.
///   - build: builds the image here first, so that agents need only run it.
///   - repository: the registry that the image is sent to, such as `registry.example/team`; by default it stays on the
///     machine that builds it.
///   - sweepID: the sweep that the run is part of.
///   - author: the user who launches.
///   - priority: 0 critical, 1 high, 2 medium (the default), 3 low.
/// - Returns: the item of the queue.
/// - Throws: ``LaunchError`` for what cannot be launched, a queue or a job that is not there.
@discardableResult
public func launchAdd(
    api: LaunchAPI = LaunchAPI(), uri: String? = nil, job: String? = nil, config: JSON? = nil,
    templateVariables: JSON? = nil, project: String? = nil, entity: String? = nil, queueName: String? = nil,
    resource: String? = nil, entryPoint: [String]? = nil, name: String? = nil, version: String? = nil,
    dockerImage: String? = nil, projectQueue: String? = nil, resourceArgs: JSON? = nil, runID: String? = nil,
    build: Bool = false, repository: String? = nil, sweepID: String? = nil, author: String? = nil,
    priority: Int? = nil
) async throws -> QueuedRun {
    let arguments = LaunchArguments(
        uri: uri, job: job, entryPoint: entryPoint, version: version, name: name, resource: resource,
        resourceArgs: resourceArgs, project: project, entity: entity, dockerImage: dockerImage, config: config,
        runID: runID, repository: repository, sweepID: sweepID, author: author)
    var spec = try arguments.spec()
    if let priority, !(0...3).contains(priority) {
        throw LaunchError.invalid(path: "priority", value: "\(priority)", expected: "0, 1, 2 or 3")
    }
    if let templateVariables {
        guard let values = templateVariables.objectValue else {
            throw LaunchError.invalid(
                path: "template_variables", value: templateVariables.text, expected: "an object")
        }
        spec.templateVariables.merge(values) { $1 }
    }
    let chosen = spec
    return try await api.connected { connection in
        var spec = chosen
        try await spec.settle(connection)
        try await Enqueuing(connection).check(spec)
        if build { try await LocalLaunch(api, connection).buildImage(of: &spec) }
        return try await Enqueuing(connection).push(
            spec, to: queueName ?? "default", in: projectQueue ?? "model-registry", priority: priority.map(Int64.init),
            api: api)
    }
}

/// Puts specs into queues.
struct Enqueuing: Sendable {
    private let connection: LaunchConnection

    init(_ connection: LaunchConnection) { self.connection = connection }

    /// Whether there is exactly one thing to launch, and the job can be read.
    func check(_ spec: LaunchSpec) async throws {
        try LaunchSource.check(spec)
        if let job = spec.job {
            var reference = try JobReference(job)
            reference.entity = reference.entity ?? spec.entity
            reference.project = reference.project ?? spec.project
            guard try await connection.client.artifact("\(reference)") != nil else {
                throw LaunchError.notFound(kind: "job", name: job)
            }
        }
    }

    func push(
        _ spec: LaunchSpec, to queue: String, in project: String, priority: Int64?, api: LaunchAPI
    ) async throws -> QueuedRun {
        var spec = spec
        let entity = spec.queueEntity ?? spec.entity ?? ""
        let values = spec.templateVariables
        // The queue's config is the frame that the values are put into: arguments of the spec would replace it.
        if !values.isEmpty {
            spec.templateVariables = [:]
            spec.resourceArguments = [:]
        }
        let operation = PushToRunQueue(
            entity: entity, project: project, queue: queue, spec: spec.json,
            templateVariables: values.isEmpty ? nil : .object(values), priority: priority)
        var pushed = try await connection.client.send(operation)
        if pushed == nil, queue == "default" {
            _ = try await connection.client.send(CreateRunQueue(entity: entity, project: project, queue: queue))
            pushed = try await connection.client.send(operation)
        }
        guard let pushed else { throw LaunchError.notFound(kind: "queue", name: "\(entity)/\(queue)") }
        return QueuedRun(
            id: pushed.item, entity: entity, project: spec.project ?? "", queue: queue, queueProject: project,
            runEntity: spec.entity ?? entity, spec: pushed.spec ?? spec.json, api: api)
    }
}
