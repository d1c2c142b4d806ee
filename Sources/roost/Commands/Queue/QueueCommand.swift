import ArgumentParser

struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Create and manage launch queues and their items.",
        subcommands: [
            QueueCreate.self, QueueList.self, QueueShow.self, QueuePause.self, QueueResume.self, QueueDrain.self,
            QueueDelete.self, QueueItems.self, QueueWhy.self, QueueCancel.self, QueueRetry.self,
        ])
}

/// A queue as a person names it: `NAME` or `ENTITY/NAME`.
struct QueueReference: Sendable, Hashable {
    var entity: String?
    var name: String

    init(_ text: String) throws(CommandFailure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, !parts.contains("") else {
            throw CommandFailure(.usage, "'\(text)' names no queue. Give NAME or ENTITY/NAME.")
        }
        name = parts[parts.count - 1]
        entity = parts.count == 2 ? parts[0] : nil
    }
}

extension ClientSession {
    /// A queue, which must be there.
    func queue(_ text: String) async throws -> LaunchQueue {
        let reference = try QueueReference(text)
        let entity = try await entity(reference.entity)
        guard let queue = try await send(LaunchQueueQuery(entity: entity, name: reference.name)) else {
            throw CommandFailure(
                .notFound, "There is no queue \(entity)/\(reference.name), or your account may not see it.")
        }
        return queue
    }
}
