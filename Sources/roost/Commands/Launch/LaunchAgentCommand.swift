import ArgumentParser
import Foundation
import Roost
import RoostAPI
import RoostJSON
import RoostLaunch

struct LaunchAgentCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch-agent", abstract: "Run the jobs of queues on this machine.",
        discussion: """
            Takes items from the queues as long as they fit what is free, runs them as processes, containers or Slurm \
            jobs, and tells the server how they end. An agent that is killed and started again takes over its jobs.

            SIGTERM or Ctrl-C lets its jobs end and takes nothing new; a second one ends the jobs and gives them back. \
            SIGHUP leaves at once without ending the jobs, for a new agent to take them over.

              roost launch-agent --queue small --queue large:3 --max-jobs 4
              roost launch-agent --config agent.yaml --json
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            """
            A queue to work off, with a weight beside the others where it is not 1. Repeat it for several; by default \
            those of the file, else 'default'.
            """, valueName: "name[:weight]"))
    var queue: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Whose queues; by default your own.", valueName: "entity"))
    var entity: String?

    @Option(
        name: [.customShort("j"), .long], parsing: .unconditional,
        help: ArgumentHelp("How many jobs run at once, 1 by default; -1 for any number.", valueName: "n"))
    var maxJobs: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The agent's YAML file; by default ~/.config/wandb/launch-config.yaml where it is there.",
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Where the agent keeps what it holds; by default a folder below ~/.local/share/roost/agents.",
            valueName: "dir"))
    var state: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Append what is said to this file too.", valueName: "file"))
    var logFile: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The same as --host.", visibility: .hidden))
    var url: String?

    @Flag(name: .customShort("v"), help: "Say more; repeat it for still more.")
    var verbosity: Int

    @Flag(help: "Say what happens as JSON, an object a line.")
    var json = false

    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let surroundings = Surroundings.process
        let configuration = try configuration(in: surroundings)
        var server = server
        if server.host == nil { server.host = url }
        let printer = try LinePrinter(file: logFile)
        let log = AgentLog(json ? .json : .text, verbosity: configuration.verbosity) { printer.print($0) }
        try await ClientSession.with(server) { session in
            guard let supervisor = ProgramSearch.roost(environment: surroundings.environment) else {
                throw CommandFailure(.internalError, "The roost executable is not found. Name it with ROOST_BIN.")
            }
            let agent = try LaunchAgent.make(
                configuration, client: session.client,
                resources: AgentResources.all(supervisor: supervisor, surroundings: surroundings.environment), log: log,
                environment: surroundings.environment, version: "roost@\(RoostVersion.current)")
            let signals = AgentSignals(agent)
            defer { signals.end() }
            try await agent.run()
        }
    }

    func configuration(in surroundings: Surroundings) throws -> AgentConfiguration {
        let usual = surroundings.home + "/.config/wandb/launch-config.yaml"
        let file = config.map(surroundings.absolute) ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
        var configuration = try AgentConfiguration(file: file, environment: surroundings.environment)
        if !queue.isEmpty { configuration.queues = try queue.map { try QueueChoice(parsing: $0) } }
        if let entity { configuration.entity = entity }
        if let maxJobs { configuration.maxJobs = try AgentConfiguration.maxJobs(maxJobs, path: "--max-jobs") }
        if verbosity > 0 { configuration.verbosity = verbosity }
        if let state = state ?? configuration.stateDirectory {
            configuration.stateDirectory = surroundings.absolute(state)
        }
        return configuration
    }
}
