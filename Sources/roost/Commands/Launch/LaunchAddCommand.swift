import ArgumentParser
import Roost
import RoostJSON

/// How a launch goes into a queue.
struct QueueOptions: ParsableArguments {
    @Option(
        name: [.customShort("v"), .customLong("set-var")], parsing: .singleValue,
        help: ArgumentHelp("A value for a variable of the queue; may be repeated.", valueName: "name=value"))
    var variables: [String] = []

    @Option(
        name: [.customShort("P"), .long], help: ArgumentHelp("critical, high, medium or low.", valueName: "priority"))
    var priority: LaunchPriority?

    @Option(help: ArgumentHelp("The project that the queue is in.", valueName: "project"))
    var projectQueue: String?

    @Option(help: ArgumentHelp("The user in whose name it runs.", valueName: "user"))
    var author: String?

    @Option(help: ArgumentHelp("The sweep that the run is part of.", valueName: "sweep"))
    var sweepID: String?

    @Flag(name: [.short, .long], help: "Build the image here first.")
    var build = false

    func push(_ launch: LaunchOptions, to queue: String?) async throws {
        var values = JSONObject()
        for text in variables {
            let (key, value) = try LaunchOptions.pair(text, option: "--set-var")
            values[key] = value
        }
        do {
            let item = try await Roost.launchAdd(
                api: try launch.api, job: launch.job, config: try launch.base(),
                templateVariables: values.isEmpty ? nil : .object(values), project: launch.project,
                entity: launch.entity, queueName: queue, resource: launch.resource,
                entryPoint: launch.entryPointWords, name: launch.name, version: launch.gitVersion,
                dockerImage: launch.dockerImage, projectQueue: projectQueue, resourceArgs: try launch.arguments(),
                runID: launch.runID, build: build, repository: launch.repository, sweepID: sweepID, author: author,
                priority: priority?.number)
            if launch.json {
                print(
                    PrettyJSON.text([
                        "item": .string(item.id), "queue": .string("\(item.entity)/\(item.queue)"), "spec": item.spec,
                    ]))
            } else {
                print("The job is in the queue \(item.entity)/\(item.queue) as item \(item.id).")
            }
        } catch let error as LaunchError {
            throw CommandFailure(error)
        }
    }
}

/// How soon an item of a queue is taken.
enum LaunchPriority: String, ExpressibleByArgument, CaseIterable {
    case critical, high, medium, low

    /// As the wire has it.
    var number: Int {
        switch self {
        case .critical: 0
        case .high: 1
        case .medium: 2
        case .low: 3
        }
    }
}

/// `roost launch-add`: puts a job into a queue.
struct LaunchAddCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch-add", abstract: "Put a job into a queue, from which an agent takes it.",
        discussion: """
            Examples:
              roost launch-add -j vision/digits/train:latest -q gpu -C lr=0.01
              roost launch-add -j vision/digits/train:latest -q cluster -v memory=8 -P high
            """)

    @OptionGroup var launch: LaunchOptions
    @OptionGroup var queueing: QueueOptions

    @Option(
        name: [.short, .long], help: ArgumentHelp("The queue; by default the one called default.", valueName: "queue"))
    var queue: String?

    func perform() async throws { try await queueing.push(launch, to: queue) }
}
