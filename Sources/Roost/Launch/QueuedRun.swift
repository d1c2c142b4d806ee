import RoostAPI
import RoostJSON
import RoostLaunch

/// An item of a queue.
public struct QueuedRun: Sendable {
    /// The item's id.
    public let id: String
    /// Whose queue it is.
    public let entity: String
    /// The project of the run.
    public let project: String
    /// The queue's name.
    public let queue: String
    /// The project that the queue is in.
    public let queueProject: String
    /// Whose run it becomes.
    public let runEntity: String
    /// The launch spec as the queue holds it.
    public let spec: JSON
    let api: LaunchAPI

    /// The states of an item.
    public enum State: String, Sendable, Hashable {
        /// It waits for an agent.
        case pending = "PENDING"
        /// An agent has it and has not started it.
        case leased = "LEASED"
        /// An agent runs it.
        case claimed = "CLAIMED"
        /// Its run has ended well.
        case finished = "FINISHED"
        /// It has failed or was cancelled.
        case failed = "FAILED"

        /// Whether nothing follows.
        public var isFinal: Bool { self == .finished || self == .failed }
    }

    /// How the item stands now.
    ///
    /// - Throws: ``LaunchError`` when it is no longer in the queue.
    public func state() async throws -> State { try await standing().state }

    /// Waits until an agent runs it.
    ///
    /// - Returns: the run, `entity/project/run`.
    /// - Throws: ``LaunchError`` when the item fails before.
    public func waitUntilRunning() async throws -> String {
        try await poll { standing in
            if let run = standing.run, standing.state != .leased, standing.state != .pending {
                return "\(runEntity)/\(project)/\(run)"
            }
            if standing.state == .failed {
                throw LaunchError.submission(resource: queue, reason: "the item \(id) has failed before it ran")
            }
            return nil
        }
    }

    /// Waits for the end.
    ///
    /// - Returns: `finished` or `failed`.
    @discardableResult
    public func waitUntilFinished() async throws -> State {
        try await poll { standing in standing.state.isFinal ? standing.state : nil }
    }

    /// Takes it out of the queue.
    public func delete() async throws {
        let queueID = try await standing().queueID
        let isDeleted = try await api.connected { connection in
            try await connection.client.send(DeleteFromRunQueue(queueID: queueID, item: id))
        }
        guard isDeleted else { throw LaunchError.server(reason: "the item \(id) cannot be deleted") }
    }

    private typealias Standing = (state: State, run: String?, queueID: String)

    private func standing() async throws -> Standing {
        try await api.connected { connection in try await standing(connection) }
    }

    private func standing(_ connection: LaunchConnection) async throws -> Standing {
        let question = RunQueueItemStatus(entity: entity, project: queueProject, queue: queue, item: id)
        guard let answer = try await connection.client.send(question) else {
            throw LaunchError.notFound(kind: "queue item", name: id)
        }
        guard let state = State(rawValue: answer.state) else {
            throw LaunchError.server(reason: "the item \(id) has the unknown state \(answer.state)")
        }
        return (state, answer.run, answer.queueID)
    }

    private func poll<Result: Sendable>(_ look: @Sendable (Standing) throws -> Result?) async throws -> Result {
        try await api.connected { connection in
            var pause = 100
            while true {
                if let result = try look(try await standing(connection)) { return result }
                try await Task.sleep(for: .milliseconds(pause))
                pause = min(pause * 2, 2000)
            }
        }
    }
}
