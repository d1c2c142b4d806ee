import ArgumentParser
import RoostJSON

/// A command that changes how a queue is worked off.
protocol QueueStateCommand: ClientCommand {
    static var state: String { get }
    var queue: String { get }
    var server: ServerOptions { get }
}

extension QueueStateCommand {
    func perform() async throws {
        try await ClientSession.with(server) { session in
            let queue = try await session.queue(queue)
            _ = try await session.send(UpdateLaunchQueue(id: queue.id, state: Self.state))
        }
    }
}

struct QueuePause: QueueStateCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Let no more items of a queue start. New ones are still taken in.")
    static let state = "PAUSED"

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @OptionGroup var server: ServerOptions
}

struct QueueResume: QueueStateCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a queue that was paused or drained go on.")
    static let state = "ACTIVE"

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @OptionGroup var server: ServerOptions
}

struct QueueDrain: QueueStateCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain", abstract: "Take no new items into a queue; those in it are still worked off.")
    static let state = "DRAINING"

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @OptionGroup var server: ServerOptions
}

struct QueueDelete: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a queue with its items. Their runs stay.")

    @Argument(help: "NAME or ENTITY/NAME.")
    var queue: String

    @Flag(name: .shortAndLong, help: "Do not ask, also when items wait or run.")
    var yes = false

    @OptionGroup var server: ServerOptions

    func perform() async throws {
        try await ClientSession.with(server) { session in
            let queue = try await session.queue(queue)
            let open = ["waiting", "leased", "running"].reduce(0) { $0 + (queue.count($1).intValue ?? 0) }
            if open > 0, !yes {
                guard Terminal.isInteractive, Terminal.confirm("\(open) items wait or run. Delete all the same?") else {
                    throw CommandFailure(
                        .usage, "\(open) items of \(queue.name) wait or run. Delete it all the same with --yes.")
                }
            }
            guard try await session.send(DeleteLaunchQueue(id: queue.id)) else {
                throw CommandFailure(.unavailable, "The server did not delete \(queue.name).")
            }
        }
    }
}
