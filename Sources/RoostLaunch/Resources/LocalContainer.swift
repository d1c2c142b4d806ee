import Foundation
import RoostJSON

/// Jobs in containers of this machine, by podman or docker. Each has a supervisor as processes have, so that it
/// outlives its agent and ends as a whole.
///
/// Its `resource_args` are the options of the engine that limit a container (`cpus`, `memory`, `gpus`, `shm-size` …),
/// `env` and `grace_seconds`; options beyond these only as the policy says.
public struct LocalContainer: Resource, ImageResource {
    public let name = "local-container"
    private let supervision: Supervision
    private let surroundings: [String: String]

    /// - Parameters:
    ///   - supervisor: the path of the `roost` executable, which watches over the jobs.
    ///   - surroundings: the variables that the engine is found and run with.
    public init(supervisor: String, surroundings: [String: String] = ProcessInfo.processInfo.environment) {
        supervision = Supervision(resource: name, executable: supervisor, surroundings: surroundings)
        self.surroundings = surroundings
    }

    public func validate(_ arguments: JSONObject, policy: ResourcePolicy) throws(LaunchError) {
        let engine = try? ContainerEngine(surroundings: surroundings)
        _ = try ContainerArguments(arguments, policy: policy, engine: engine?.kind ?? .podman)
    }

    public func build(_ source: ImageSource) async throws(LaunchError) -> BuiltImage {
        try await ImageBuilder(engine: try ContainerEngine(surroundings: surroundings)).build(source)
    }

    public func submit(_ job: PreparedJob) async throws(LaunchError) -> JobHandle {
        let engine = try ContainerEngine(surroundings: surroundings)
        let arguments = try ContainerArguments(job.arguments, policy: job.policy, engine: engine.kind)
        guard let image = job.image else {
            throw .invalid(path: "docker.docker_image", value: "", expected: "an image: the job has none")
        }
        try ImageName.check(image, path: "docker.docker_image")
        try SmallFile.makeFolder(job.stateDirectory)
        let container = "roost-\(job.id)"
        var words = ["run", "--rm", "--name=\(container)", "--security-opt=no-new-privileges"]
        if engine.hasInit { words.append("--init") }
        let choosesNetwork = arguments.flags.contains { $0.hasPrefix("--network") || $0.hasPrefix("--net=") }
        // docker takes one network only.
        if !choosesNetwork, Self.isThisMachine(job.environment["WANDB_BASE_URL"]) { words.append("--network=host") }
        if let folder = job.workDirectory {
            guard !folder.contains(":") else {
                throw .submission(resource: name, reason: "the folder \(folder) has a colon in its name")
            }
            words += ["--volume=\(folder):\(Self.codeFolder)", "--workdir=\(Self.codeFolder)"]
        }
        words += arguments.flags
        words += try environment(arguments.variables.merging(job.environment) { $1 }, in: job.stateDirectory)
        words += Self.program(job.command.isEmpty ? [""] + arguments.command : job.command, image: image)
        return try supervision.submit(
            JobOrder(
                id: job.id, executable: engine.executable, arguments: words, directory: job.stateDirectory,
                environment: engine.environment, secrets: supervision.secrets(job.environment),
                graceSeconds: arguments.graceSeconds, cleanup: [[engine.executable, "rm", "--force", container]]),
            in: job.stateDirectory)
    }

    /// Where the source lies in a container whose image does not hold it.
    static let codeFolder = "/mnt/wandb"

    /// The end of the command line. An empty first word stands for the program of the image.
    static func program(_ command: [String], image: String) -> [String] {
        guard let first = command.first, !first.isEmpty else { return [image] + command.dropFirst() }
        return ["--entrypoint=\(first)", image] + command.dropFirst()
    }

    /// Whether a server is on this machine, where a container finds it only on the machine's own network.
    static func isThisMachine(_ address: String?) -> Bool {
        guard let host = address.flatMap({ URL(string: $0)?.host() }) else { return false }
        return host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
    }

    /// The variables as a file that the engine reads: on its command line every user of the machine could read the key.
    private func environment(_ variables: [String: String], in folder: String) throws(LaunchError) -> [String] {
        for (name, value) in variables where value.contains(where: \.isNewline) {
            throw .invalid(path: "the variable \(name)", value: value, expected: "a single line in a container")
        }
        let lines = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }
        try SmallFile.write(Array(lines.joined().utf8), to: JobDirectory(folder).environment)
        return ["--env-file=\(JobDirectory(folder).environment)"]
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
}
