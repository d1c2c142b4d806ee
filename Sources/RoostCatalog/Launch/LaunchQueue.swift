import FoundationEssentials
import RoostJSON
import RoostQueue

/// A queue of jobs.
public struct LaunchQueue: Sendable, Hashable, Identifiable {
    /// Who may see the queue's items; kept for clients.
    public enum Access: String, Sendable, Hashable, CaseIterable {
        case project = "PROJECT"
        case user = "USER"
    }

    public let id: Int64
    public let projectID: Int64
    public let projectName: String
    public let entityID: Int64
    public let entityName: String
    public let name: String
    public let access: Access
    /// Who created it.
    public let userID: Int64?
    public let order: QueueOrder
    public let configID: Int64?
    /// JSON text.
    public let externalLinks: String?
    public let state: QueueState
    /// How many items may be leased or running at once; `nil` for any number.
    public let maxRunning: Int?
    /// JSON text of the retries that items get when their specification says nothing.
    public let retry: String?
    public let createdAt: Date
    public let updatedAt: Date

    public var globalID: GlobalID { .runQueue(id) }

    /// The retries that an item gets, given what its specification says.
    func budget(_ own: RetryBudget?) -> RetryBudget {
        if let own { return own }
        guard let retry, let json = try? JSON(parsing: retry), let budget = try? RetryBudget(json: json) else {
            return RetryBudget()
        }
        return budget
    }
}

/// A queue as one agent serves it.
public struct ServedQueue: Sendable {
    public let queue: LaunchQueue
    let weight: Int
    /// Where the queue stood the last time (``FairShare``).
    let place: Double
}

/// The configuration that a queue adds to its items.
public struct LaunchConfig: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let entityID: Int64
    public let resource: String
    /// JSON text with `resource_args`.
    public let config: String
    /// JSON text of the template variables, by name.
    public let templateVariables: String

    public var globalID: GlobalID { .resourceConfig(id) }

    /// - Throws: ``QueueError`` when what is kept is not what it was checked to be.
    public func defaults() throws -> QueueDefaults {
        QueueDefaults(
            resource: resource, config: try JSON(parsing: config),
            variables: try TemplateVariables(json: JSON(parsing: templateVariables)))
    }
}

/// Changes to a queue; `nil` leaves a part as it is.
public struct LaunchQueueChange: Sendable, Hashable {
    public var name: String?
    public var order: QueueOrder?
    public var configID: Int64?
    public var externalLinks: String?
    public var state: QueueState?
    /// `.some(nil)` takes the limit away.
    public var maxRunning: Int??
    /// JSON text of a ``RetryBudget``.
    public var retry: String?

    public init(
        name: String? = nil, order: QueueOrder? = nil, configID: Int64? = nil, externalLinks: String? = nil,
        state: QueueState? = nil, maxRunning: Int?? = nil, retry: String? = nil
    ) {
        self.name = name
        self.order = order
        self.configID = configID
        self.externalLinks = externalLinks
        self.state = state
        self.maxRunning = maxRunning
        self.retry = retry
    }
}
