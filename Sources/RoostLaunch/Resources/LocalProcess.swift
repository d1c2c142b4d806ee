import Foundation
import RoostJSON

/// Jobs as processes of this machine, each in a session of its own under a supervisor of its own.
///
/// Its `resource_args` are, all optional: `env` (variables by name), `grace_seconds` (from the request to end until the
/// job is killed), `environment` (`inherit` runs the program with what is installed here, without the packages that the
/// job wants) and `python` (the interpreter's version).
public struct LocalProcess: Resource {
    public let name = "local-process"
    private let supervision: Supervision

    /// - Parameters:
    ///   - supervisor: the path of the `roost` executable, which watches over the jobs.
    ///   - surroundings: the variables that jobs inherit.
    public init(
        supervisor: String, surroundings: [String: String] = ProcessInfo.processInfo.environment
    ) {
        supervision = Supervision(resource: name, executable: supervisor, surroundings: surroundings)
    }

    static let schema = ArgumentSchema(
        resource: "local-process",
        members: [
            "env": .texts, "grace_seconds": .number, "environment": .oneOf(["inherit", "isolated"]), "python": .text,
            "builder": .texts,
        ])

    public func validate(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError) {
        try Self.schema.check(arguments)
        _ = try variables(arguments, policy: policy)
    }

    public func submit(_ job: PreparedJob) async throws(LaunchError) -> JobHandle {
        try validate(job.arguments, policy: job.policy)
        if let image = job.image {
            throw .invalid(
                path: "docker.docker_image", value: image, expected: "left out: local-process runs no images")
        }
        var environment = supervision.inherited
        environment.merge(try variables(job.arguments, policy: job.policy)) { $1 }
        environment.merge(job.environment) { $1 }
        let directory = job.workDirectory ?? job.stateDirectory
        guard let word = job.command.first else {
            throw .invalid(path: "overrides.entry_point", value: "", expected: "a program")
        }
        guard let executable = ProgramSearch.find(word, searchPath: environment["PATH"] ?? "", directory: directory)
        else {
            throw .submission(resource: name, reason: "there is no program '\(word)' on this machine")
        }
        return try supervision.submit(
            JobOrder(
                id: job.id, executable: executable, arguments: Array(job.command.dropFirst()), directory: directory,
                environment: environment, secrets: supervision.secrets(environment),
                graceSeconds: job.arguments["grace_seconds"]?.doubleValue ?? LaunchLimits.graceSeconds),
            in: job.stateDirectory)
    }

    public func find(_ id: String, stateDirectory: String) async throws(LaunchError) -> JobHandle? {
        supervision.find(id, in: stateDirectory)
    }

    public func observe(_ handle: JobHandle) async throws(LaunchError) -> JobObservation {
        try supervision.observe(handle)
    }

    public func cancel(_ handle: JobHandle) async throws(LaunchError) { try supervision.cancel(handle) }

    public func logs(_ handle: JobHandle, limit: Int) async throws(LaunchError) -> String {
        supervision.logs(handle, limit: limit)
    }

    private func variables(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError) -> [String: String] {
        var variables: [String: String] = [:]
        for (key, value) in arguments["env"]?.objectValue ?? [:] {
            let text = value.argumentText
            try EnvironmentNames.check(key, value: text, path: "resource_args.\(name).env", policy: policy)
            variables[key] = text
        }
        return variables
    }
}
