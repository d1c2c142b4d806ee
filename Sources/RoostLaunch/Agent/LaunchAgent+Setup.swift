import Foundation
import RoostAPI
import RoostJSON

extension LaunchAgent {
    /// An agent of this machine.
    ///
    /// - Parameters:
    ///   - configuration: what it works off, and how.
    ///   - client: the server. It is the caller's to shut down.
    ///   - resources: all that this machine can offer; the configuration may choose among them.
    ///   - environment: where secrets may be found.
    ///   - version: as the server shows it.
    /// - Throws: when the configuration names what is not there, or its folder is taken.
    public static func make(
        _ configuration: AgentConfiguration, client: APIClient, resources: [any Resource], log: AgentLog,
        environment: [String: String], version: String
    ) throws(LaunchError) -> LaunchAgent {
        var configuration = configuration
        try configuration.complete()
        let offered = try choose(configuration.resources, among: resources)
        let store = try openStore(configuration, client: client, environment: environment)
        let context = AgentContext(
            configuration: configuration, service: HTTPAgentService(client: client),
            preparer: LauncherPreparer(client: client, resources: offered, surroundings: environment),
            resources: Dictionary(offered.map { ($0.name, $0) }, uniquingKeysWith: { $1 }),
            secrets: Secrets(sources: configuration.secrets, environment: environment), store: store, log: log)
        let registration = AgentRegistration(
            entity: configuration.entity, hostname: ProcessInfo.processInfo.hostName, instance: store.instance,
            version: version, queues: configuration.queues, maxJobs: configuration.maxJobs,
            resources: offered.map(\.name),
            capacity: Inventory.capacity(configuration.capacity, maxJobs: configuration.maxJobs),
            configuration: configuration.json)
        return LaunchAgent(context: context, registration: registration)
    }

    private static func choose(
        _ names: [String]?, among resources: [any Resource]
    ) throws(LaunchError) -> [any Resource] {
        guard let names else { return resources }
        var chosen: [any Resource] = []
        for name in names {
            guard let resource = resources.first(where: { $0.name == name }) else {
                throw .invalid(
                    path: "resources", value: name,
                    expected: "one of \(resources.map(\.name).joined(separator: ", ")), which work on this machine")
            }
            chosen.append(resource)
        }
        return chosen
    }

    /// The folder that is configured, else the first of this agent's that no other agent works with.
    private static func openStore(
        _ configuration: AgentConfiguration, client: APIClient, environment: [String: String]
    ) throws(LaunchError) -> AgentStore {
        if let directory = configuration.stateDirectory { return try AgentStore(directory) }
        let base =
            environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share"
        let parts =
            [client.endpoint.description, configuration.entity ?? ""] + configuration.queues.map(\.name).sorted()
        let name = StableName.hex(parts.joined(separator: "\n"), characters: 12)
        for number in 1...AgentLimits.agentsOfOneKind {
            if let store = try AgentStore(unlessLocked: "\(base)/roost/agents/\(name)-\(number)") { return store }
        }
        throw .system(
            operation: "opening \(base)/roost/agents",
            reason: "\(AgentLimits.agentsOfOneKind) agents of these queues run here already")
    }
}
