import RoostJSON
import RoostQueue

/// A queue that an agent works off, and how much of its attention it gets beside the others.
public struct QueueChoice: Sendable, Hashable {
    public var name: String
    public var weight: Int

    public init(_ name: String, weight: Int = 1) {
        self.name = name
        self.weight = weight
    }

    /// Reads `NAME` or `NAME:WEIGHT`.
    public init(parsing text: String) throws(LaunchError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count <= 2 else {
            throw .invalid(path: "queue", value: text, expected: "NAME or NAME:WEIGHT")
        }
        self.init(String(name))
        if parts.count == 2 {
            guard let weight = Int(parts[1]), (1...1000).contains(weight) else {
                throw .invalid(path: "queue", value: text, expected: "NAME:WEIGHT with a weight from 1 to 1000")
            }
            self.weight = weight
        }
    }
}

/// How an agent introduces itself.
public struct AgentRegistration: Sendable, Hashable {
    public var entity: String?
    public var hostname: String
    /// Stays the same when the agent starts anew.
    public var instance: String
    public var version: String
    public var queues: [QueueChoice]
    /// `nil` for any number.
    public var maxJobs: Int?
    public var resources: [String]
    public var capacity: Capacity
    public var configuration: JSON
}

/// What the server calls an agent.
public struct AgentIdentity: Sendable, Hashable {
    public var id: String
    public var name: String
    public var entity: String
    public var leaseSeconds: Double

    public init(id: String, name: String, entity: String, leaseSeconds: Double) {
        self.id = id
        self.name = name
        self.entity = entity
        self.leaseSeconds = leaseSeconds
    }
}

/// What an agent has and could take.
public struct AgentPoll: Sendable, Hashable {
    public var free: Capacity
    public var isDraining: Bool
    /// The items that it holds, with the tokens of their leases.
    public var held: [HeldItem]
    public var waitSeconds: Double

    public struct HeldItem: Sendable, Hashable {
        public var item: String
        public var token: String
    }
}

/// What the server wants an agent to do.
public struct AgentOrders: Sendable, Hashable {
    /// New items.
    public var leases: [AgentLease]
    /// For how many seconds from the question on the agent holds what it already has. One that is missing was not
    /// renewed.
    public var held: [String: Double]
    /// Items whose job a person wants to end.
    public var cancel: Set<String>
    /// Items that are no longer this agent's.
    public var lost: Set<String>
    /// Whether the agent shall end.
    public var stop: Bool

    public init(
        leases: [AgentLease] = [], held: [String: Double] = [:], cancel: Set<String> = [], lost: Set<String> = [],
        stop: Bool = false
    ) {
        self.leases = leases
        self.held = held
        self.cancel = cancel
        self.lost = lost
        self.stop = stop
    }
}

/// The server, as an agent needs it.
public protocol AgentService: Sendable {
    func register(_ registration: AgentRegistration) async throws(AgentServiceError) -> AgentIdentity
    /// Heartbeat, renewal of all that is held, and new work in one. Returns at once when there is something to do.
    func poll(_ agent: String, _ poll: AgentPoll) async throws(AgentServiceError) -> AgentOrders
    /// Tells an event. False when the lease is no longer this agent's.
    func report(_ event: AgentEvent, item: String, token: String) async throws(AgentServiceError) -> Bool
    /// Whether a person has asked the run to stop.
    func isStopped(entity: String, project: String, run: String) async throws(AgentServiceError) -> Bool
    /// Whether the run was ever begun.
    func hasBegun(entity: String, project: String, run: String) async throws(AgentServiceError) -> Bool
}

/// Why the server did not do as asked.
public enum AgentServiceError: Error, Sendable, Hashable {
    /// It may answer later.
    case unreachable(String)
    /// It does not know the agent or item (any more).
    case unknown(String)
    /// It refuses; asking again does not help.
    case refused(String)
    /// This program gave up waiting.
    case cancelled

    public var message: String {
        switch self {
        case .unreachable(let text), .unknown(let text), .refused(let text): text
        case .cancelled: "cancelled"
        }
    }
}
