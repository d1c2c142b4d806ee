import Foundation
import RoostJSON

/// Jobs of a Slurm cluster that this machine can submit to, and whose nodes see the agent's folder.
///
/// A job carries its ``PreparedJob/id`` as its name, by which it is found again. Slurm may start it again itself, after
/// preemption or when its node was lost: then it goes on with the same run.
public struct Slurm: Resource {
    static let resourceName = "slurm"
    public let name = Slurm.resourceName
    private let surroundings: [String: String]
    private let queue: SlurmQueue

    /// - Parameter surroundings: the variables that jobs inherit, and by which Slurm's commands find their cluster.
    public init(surroundings: [String: String] = ProcessInfo.processInfo.environment) {
        self.surroundings = surroundings
        queue = SlurmQueue(environment: surroundings)
    }

    /// Whether this machine has the commands.
    public static func isHere(surroundings: [String: String]) -> Bool {
        ProgramSearch.find("sbatch", searchPath: surroundings["PATH"] ?? "") != nil
    }

    public func validate(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError) {
        _ = try SlurmArguments(arguments, policy: policy)
    }

    public func submit(_ job: PreparedJob) async throws(LaunchError) -> JobHandle {
        let arguments = try SlurmArguments(job.arguments, policy: job.policy)
        if let image = job.image {
            throw .invalid(path: "docker.docker_image", value: image, expected: "left out: slurm runs no images")
        }
        guard !job.command.isEmpty else {
            throw .invalid(path: "overrides.entry_point", value: "", expected: "a program")
        }
        if let present = try await find(job.id, stateDirectory: job.stateDirectory) { return present }
        try SmallFile.makeFolder(job.stateDirectory)
        let script = SlurmScript(directory: job.stateDirectory)
        var variables = EnvironmentNames.inherited(surroundings)
        variables.merge(arguments.variables) { $1 }
        variables.merge(job.environment) { $1 }
        try script.write(job, setup: arguments.setup, variables: variables.filter { EnvironmentNames.isName($0.key) })
        let output = arguments.isArray ? job.stateDirectory + "/output.%a.log" : script.output
        let options =
            [
                "--parsable", "--job-name=\(job.id)", "--comment=\(job.id)", "--export=NIL", "--input=/dev/null",
                "--output=\(output)", "--open-mode=append", "--chdir=\(job.stateDirectory)",
            ] + arguments.options
        let answer = try await queue.call("sbatch", options + [script.path])
        await queue.forget()
        let number = answer.line?.prefix { $0 != ";" }
        guard answer.isSuccess, let number, number.allSatisfy(\.isNumber) else {
            let failure = queue.failure("sbatch", answer)
            // The answer may have been lost, and not the job.
            if case .unavailable = failure, let present = try? await find(job.id, stateDirectory: job.stateDirectory) {
                return present
            }
            throw failure
        }
        return handle(job.id, String(number), job.stateDirectory)
    }

    public func find(_ id: String, stateDirectory: String) async throws(LaunchError) -> JobHandle? {
        if let number = SlurmScript(directory: stateDirectory).code(stateDirectory + "/claim") {
            return handle(id, String(number), stateDirectory)
        }
        return try await queue.numbers(named: id).first.map { handle(id, $0, stateDirectory) }
    }

    private func handle(_ id: String, _ number: String, _ directory: String) -> JobHandle {
        JobHandle(resource: name, id: id, externalID: number, stateDirectory: directory)
    }

    public func observe(_ handle: JobHandle) async throws(LaunchError) -> JobObservation {
        let script = SlurmScript(directory: handle.stateDirectory)
        // Also when the controller is away or has forgotten the job.
        if let code = script.code(script.exit) {
            return JobObservation(code == 0 ? .finished : .failed, exitCode: code, node: script.nodeName)
        }
        var rows = try await queue.rows(of: handle.externalID)
        if rows.isEmpty {
            // The program may have ended between the two looks.
            if let code = script.code(script.exit) {
                return JobObservation(code == 0 ? .finished : .failed, exitCode: code, node: script.nodeName)
            }
            if let code = script.code(script.terminated) {
                return JobObservation(
                    .stopped, exitCode: code, message: "Slurm asked it to end, and has forgotten it since",
                    node: script.nodeName)
            }
            rows = await queue.account(of: handle.externalID) ?? []
        }
        return JobObservation(array: rows.map(\.observation))
    }

    public func cancel(_ handle: JobHandle) async throws(LaunchError) {
        let answer = try await queue.call("scancel", ["--quiet", handle.externalID])
        await queue.forget()
        guard answer.isSuccess else { throw queue.failure("scancel", answer) }
    }

    public func logs(_ handle: JobHandle, limit: Int) async throws(LaunchError) -> String {
        let script = SlurmScript(directory: handle.stateDirectory)
        let output = SmallFile.tail(script.output, limit: limit)
        guard output.isEmpty else { return output }
        // An array has a file for each task.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: handle.stateDirectory)) ?? []
        let tasks = names.filter { $0.hasPrefix("output.") && $0 != "output.log" }.sorted()
        let share = limit / max(1, tasks.count)
        return tasks.map {
            "\($0):\n" + SmallFile.tail("\(handle.stateDirectory)/\($0)", limit: share - $0.utf8.count - 3)
        }
        .joined(separator: "\n")
    }
}
