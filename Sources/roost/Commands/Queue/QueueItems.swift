import ArgumentParser
import RoostJSON

struct QueueItems: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "items", abstract: "List the items of a queue, with why those that wait do.")

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Only those in this state: waiting, leased, running, finished, failed or cancelled. Repeat it for several.",
            valueName: "state"))
    var state: [String] = []

    @Option(name: .shortAndLong, help: "At most so many items; 0 for all.")
    var limit = 50

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    private static let states = ["waiting", "leased", "running", "finished", "failed", "cancelled"]

    func validate() throws {
        for state in state where !Self.states.contains(state) {
            throw ValidationError("--state \(state): give one of \(Self.states.joined(separator: ", ")).")
        }
        if limit < 0 { throw ValidationError("--limit \(limit): give 0 or more.") }
    }

    func perform() async throws {
        let items = try await ClientSession.with(server) { session in
            var query = LaunchItemsQuery(
                queue: try await session.queue(queue).id, states: state.isEmpty ? nil : state)
            var items: [LaunchItem] = []
            while true {
                query.count =
                    limit == 0 ? LaunchItemsQuery.pageItems : min(LaunchItemsQuery.pageItems, limit - items.count)
                let page = try await session.send(query)
                items += page.items
                guard let next = page.next, limit == 0 || items.count < limit else { return items }
                query.cursor = next
            }
        }
        Listing(
            columns: ["id", "state", "priority", "run", "author", "created", "reason"],
            rows: items.map { item in
                [
                    item.value("id"), item.value("status"), item.value("priority"), item.run, item.value("author"),
                    item.value("createdAt"), item.value("reason"),
                ]
            }
        ).print(as: listing.form)
    }
}

struct QueueWhy: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say how an item stands, why it does not run, and what its attempts met.")

    @Argument(help: "The item's id, as 'roost queue items' lists it.")
    var item: String

    @OptionGroup var listing: ListingOptions
    @OptionGroup var server: ServerOptions

    func perform() async throws {
        let found = try await ClientSession.with(server) { session in
            guard let found = try await session.send(LaunchItemQuery(id: item)) else {
                throw CommandFailure.noItem(item)
            }
            return found
        }
        print(listing.json ? PrettyJSON.text(found.members) : Self.page(found))
    }

    static func page(_ item: LaunchItem) -> String {
        let queue = [item.value("queue")["entityName"], item.value("queue")["name"]]
        let pairs: [(key: String, value: JSON)] = [
            ("item", item.value("id")), ("queue", .string(queue.compactMap { $0?.stringValue }.joined(separator: "/"))),
            ("state", item.value("status")), ("reason", item.value("reason")), ("error", item.value("error")),
            ("run", item.run), ("author", item.value("author")), ("created", item.value("createdAt")),
        ]
        var sections = [
            TextTable.pairs(pairs.map { ($0.key, Listing.cell($0.value)) }.filter { !$0.1.isEmpty })
        ]
        let attempts = item.value("attempts").arrayValue ?? []
        if !attempts.isEmpty {
            let columns = ["number", "agent", "state", "kind", "exitCode", "node", "job", "message"]
            let table = TextTable(
                columns: ["attempt", "agent", "state", "kind", "exit code", "node", "job", "message"],
                rows: attempts.map { attempt in columns.map { Listing.cell(attempt[$0] ?? .null) } })
            sections.append(table.text)
        }
        for warning in item.value("warnings").arrayValue ?? [] {
            sections.append("warning: \(warning["message"]?.stringValue ?? "")")
        }
        if let log = attempts.last?["logTail"]?.stringValue, !log.isEmpty {
            sections.append("The end of the last log\n\(log)")
        }
        return sections.joined(separator: "\n\n")
    }
}

struct QueueCancel: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel an item, also one that runs.")

    @Argument(help: "The item's id, as 'roost queue items' lists it.")
    var item: String

    @OptionGroup var server: ServerOptions

    func perform() async throws { try await ClientSession.with(server) { try await $0.change(item, .cancel) } }
}

struct QueueRetry: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try an item again that has ended, or that waits after a failure.")

    @Argument(help: "The item's id, as 'roost queue items' lists it.")
    var item: String

    @OptionGroup var server: ServerOptions

    func perform() async throws { try await ClientSession.with(server) { try await $0.change(item, .retry) } }
}

extension ClientSession {
    func change(_ item: String, _ change: ChangeLaunchItem.Change) async throws {
        guard try await send(ChangeLaunchItem(id: item, change: change)) != nil else {
            throw CommandFailure.noItem(item)
        }
    }
}

extension CommandFailure {
    static func noItem(_ id: String) -> CommandFailure {
        CommandFailure(.notFound, "There is no item '\(id)', or your account may not see it.")
    }
}
