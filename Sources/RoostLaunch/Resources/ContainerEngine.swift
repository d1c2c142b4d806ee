import Foundation

/// The command line of podman or docker.
public struct ContainerEngine: Sendable, Hashable {
    enum Kind: String, Sendable { case podman, docker }

    let kind: Kind
    let executable: String
    /// The variables of this process, without its secrets.
    let environment: [String: String]

    /// Finds podman, else docker, in `PATH`; `ROOST_CONTAINER_ENGINE` names one of them or its path.
    ///
    /// - Throws: ``LaunchError/unavailable(resource:reason:)`` where there is neither.
    public init(surroundings: [String: String] = ProcessInfo.processInfo.environment) throws(LaunchError) {
        let named = surroundings["ROOST_CONTAINER_ENGINE"].flatMap { $0.isEmpty ? nil : $0 }
        for name in named.map({ [$0] }) ?? ["podman", "docker"] {
            guard let path = ProgramSearch.find(name, searchPath: surroundings["PATH"] ?? "") else { continue }
            kind = path.hasSuffix("docker") ? .docker : .podman
            executable = path
            environment = surroundings.filter { !EnvironmentNames.looksSecret($0.key) || $0.key.hasPrefix("XDG_") }
            return
        }
        throw .unavailable(
            resource: "local-container", reason: "there is no \(named ?? "podman or docker") on this machine")
    }

    /// Whether an image is on this machine.
    func has(image: String) async throws(LaunchError) -> Bool {
        try await tool(LaunchLimits.questionSeconds).run(["image", "inspect", "--format", "{{.Id}}", image]).isSuccess
    }

    /// Builds an image from a folder.
    ///
    /// - Returns: what the build has printed.
    func build(image: String, dockerfile: String, context: String, platform: String?) async throws(LaunchError)
        -> String
    {
        var arguments = ["build", "--tag=\(image)", "--file=\(dockerfile)"]
        if let platform { arguments.append("--platform=\(platform)") }
        arguments.append(context)
        let answer = try await tool(LaunchLimits.buildSeconds).run(arguments)
        let log = answer.text + answer.log
        guard answer.isSuccess else {
            throw .build(
                name: image, reason: "\(kind.rawValue) build ended with \(answer.code)",
                log: String(log.suffix(LaunchLimits.toolLogBytes)))
        }
        return log
    }

    /// Sends an image to the registry that its name begins with; what is there is not sent again.
    func push(image: String) async throws(LaunchError) {
        let answer = try await tool(LaunchLimits.buildSeconds).run(["push", image])
        guard !answer.isSuccess else { return }
        throw .build(
            name: image, reason: "\(kind.rawValue) push ended with \(answer.code)",
            log: String((answer.text + answer.log).suffix(LaunchLimits.toolLogBytes)))
    }

    /// Whether it can put a process before the program that passes signals on and collects what is left.
    var hasInit: Bool {
        if kind == .docker { return true }
        let places = ["/usr/libexec/podman/catatonit", "/usr/bin/catatonit", "/usr/lib/podman/catatonit"]
        return places.contains { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private func tool(_ seconds: Double) -> Tool {
        Tool(executable, environment: environment, timeoutSeconds: seconds)
    }
}
