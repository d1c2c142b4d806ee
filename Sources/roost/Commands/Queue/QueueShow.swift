import ArgumentParser
import RoostJSON

struct QueueList: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the launch queues.")

    @Option(name: .shortAndLong, help: ArgumentHelp("Whose queues; by default your own.", valueName: "entity"))
    var entity: String?

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let queues = try await ClientSession.with(server) { session in
            let entity = if let entity { entity } else { try await session.defaultEntity() }
            return try await session.send(LaunchQueuesQuery(entity: entity))
        }
        let counts = ["waiting", "leased", "running", "finished", "failed", "cancelled"]
        Listing(
            columns: ["name", "state", "resource", "max_running"] + counts,
            rows: queues.map { queue in
                [.string(queue.name), queue.state, queue.members["resource"] ?? .null, queue.maxRunning]
                    + counts.map(queue.count)
            }
        ).print(as: listing.form)
    }
}

struct QueueShow: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a launch queue: its arguments, its items and its agents.")

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let found = try await ClientSession.with(server) { session in try await session.queue(queue) }
        print(listing.json ? PrettyJSON.text(Self.document(found)) : Self.page(found))
    }

    static func document(_ queue: LaunchQueue) -> JSON {
        var members: JSONObject = ["entity": .string(queue.entity)]
        members.merge(queue.members.objectValue ?? [:]) { $1 }
        return .object(members)
    }

    static func page(_ queue: LaunchQueue) -> String {
        var pairs: [(key: String, value: String)] = [
            ("queue", "\(queue.entity)/\(queue.name)"), ("state", Listing.cell(queue.state)),
            ("resource", Listing.cell(queue.members["resource"] ?? .null)),
            ("running at once", queue.maxRunning.isNull ? "any number" : Listing.cell(queue.maxRunning)),
        ]
        for name in ["waiting", "leased", "running", "finished", "failed", "cancelled"] {
            pairs.append((name, Listing.cell(queue.count(name))))
        }
        var sections = [TextTable.pairs(pairs)]
        let config = queue.members["defaultResourceConfig"] ?? .null
        if let arguments = config["resource_args"] ?? config["config"]?["resource_args"] {
            sections.append("Arguments\n" + PrettyJSON.text(arguments))
        }
        let agents = queue.members["agents"]?.arrayValue ?? []
        if !agents.isEmpty {
            let columns = ["name", "hostname", "agentStatus", "isAlive", "maxJobs"]
            let table = TextTable(
                columns: ["agent", "host", "status", "alive", "jobs"],
                rows: agents.map { agent in columns.map { Listing.cell(agent[$0] ?? .null) } })
            sections.append("Agents\n" + table.text)
        }
        return sections.joined(separator: "\n\n")
    }
}
