import RoostJSON
import RoostQueue

/// An item that the server has lent to this agent, and all that is needed to run it.
public struct AgentLease: Sendable, Hashable {
    public var item: String
    /// Proves that the item is held. Each attempt has its own.
    public var token: String
    /// Counted from 1.
    public var attempt: Int
    /// How long it holds unless it is renewed.
    public var seconds: Double
    public var queue: String
    public var queueEntity: String
    /// Where the run goes.
    public var entity: String
    public var project: String
    public var runID: String
    public var resource: String
    /// The launch spec, merged with the queue's defaults.
    public var spec: JSONObject
    public var needs: Needs
    /// The key of this attempt alone. It is a secret.
    public var apiKey: String
    public var author: String?
    /// How often the run was started before.
    public var resumeCount: Int64

    /// Whether it is the scheduler of a sweep.
    var isScheduler: Bool { spec["uri"]?.stringValue == LaunchSpec.schedulerAddress }

    /// Reads a lease as the server gives it, and as ``json`` writes it down.
    public init(_ json: JSON) throws(LaunchError) {
        func text(_ name: String) throws(LaunchError) -> String {
            guard let text = json[name]?.stringValue else {
                throw .server(reason: "a lease has no text '\(name)'")
            }
            return text
        }
        item = try text("item")
        token = try text("lease")
        entity = try text("entity")
        project = try text("project")
        runID = try text("run_id")
        apiKey = try text("api_key")
        queue = try text("queue")
        queueEntity = json["queue_entity"]?.stringValue ?? entity
        guard let spec = json["spec"]?.objectValue else { throw .server(reason: "a lease has no object 'spec'") }
        self.spec = spec
        resource = json["resource"]?.stringValue ?? spec["resource"]?.stringValue ?? "local-process"
        attempt = json["attempt"]?.intValue.map(Int.init(clamping:)) ?? 1
        seconds = json["lease_seconds"]?.doubleValue ?? AgentLimits.leaseSeconds
        author = json["author"]?.stringValue
        resumeCount = json["resume_count"]?.intValue ?? spec["_resume_count"]?.intValue ?? 0
        do {
            needs = try json["needs"].map { needs throws(QueueError) in try Needs(json: needs) } ?? Needs()
        } catch {
            throw .server(reason: "\(error)")
        }
    }

    public var json: JSON {
        [
            "item": .string(item), "lease": .string(token), "attempt": .int(Int64(attempt)),
            "lease_seconds": .number(seconds), "queue": .string(queue), "queue_entity": .string(queueEntity),
            "entity": .string(entity), "project": .string(project), "run_id": .string(runID),
            "resource": .string(resource), "spec": .object(spec), "needs": needs.json, "api_key": .string(apiKey),
            "author": author.map(JSON.string) ?? .null, "resume_count": .int(resumeCount),
        ]
    }

    /// Names the attempt among all of the agent's: safe as a file's name, and the same after a restart.
    public var jobID: String {
        "roost-\(StableName.hex(item, characters: 16))-\(StableName.hex(token, characters: 8))-\(attempt)"
    }
}
