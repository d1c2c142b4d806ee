import RoostJSON

/// What is on the disk of one attempt, so that an agent that starts anew goes on where the one before was cut off.
///
/// A phase is written down before what it names is done. An agent that finds ``Phase/submitting`` asks the resource
/// whether there is a job; one that finds ``Phase/running`` goes on watching; one that finds ``Phase/ended`` only has
/// events to tell.
struct AttemptRecord: Sendable, Hashable {
    enum Phase: String, Sendable, Hashable {
        /// Nothing was done but writing this down and making things ready.
        case leased
        /// A job may have been submitted.
        case submitting
        /// A job was submitted; ``AttemptRecord/handle`` leads to it.
        case running
        /// No job runs any more; the last events wait to be told.
        case ended
    }

    var lease: AgentLease
    var phase: Phase
    /// Where the job keeps its files; known from ``Phase/submitting`` on.
    var stateDirectory: String?
    var handle: JobHandle?
    /// Events that the server has not acknowledged, oldest first.
    var events: [AgentEvent] = []
    /// Why the job is being ended, if it is.
    var ending: Ending?
    /// Texts that must not appear in what is told of the job.
    var secrets: [String] = []

    /// Why a job is being ended.
    enum Ending: String, Sendable, Hashable {
        /// A person cancelled the item, or stopped the run.
        case cancelled
        /// The agent itself ends, and somebody else shall run the item.
        case withdrawn
        /// The item is no longer this agent's: nothing is told.
        case lost
    }

    init(lease: AgentLease) {
        self.lease = lease
        phase = .leased
    }

    var json: JSON {
        var members: JSONObject = [
            "version": 1, "lease": lease.json, "phase": .string(phase.rawValue),
            "events": .array(events.map { .object($0.members) }), "secrets": .array(secrets.map(JSON.string)),
        ]
        if let stateDirectory { members["state_directory"] = .string(stateDirectory) }
        if let ending { members["ending"] = .string(ending.rawValue) }
        if let handle {
            members["handle"] = [
                "resource": .string(handle.resource), "id": .string(handle.id),
                "external_id": .string(handle.externalID), "state_directory": .string(handle.stateDirectory),
            ]
        }
        return .object(members)
    }

    /// Reads what ``json`` wrote.
    init(_ json: JSON) throws(LaunchError) {
        guard json["version"]?.intValue == 1, let lease = json["lease"],
            let phase = json["phase"]?.stringValue.flatMap(Phase.init)
        else { throw .system(operation: "reading an attempt's record", reason: "it is not one of this version") }
        self.init(lease: try AgentLease(lease))
        self.phase = phase
        stateDirectory = json["state_directory"]?.stringValue
        events = (json["events"]?.arrayValue ?? []).compactMap(AgentEvent.init)
        ending = json["ending"]?.stringValue.flatMap(Ending.init)
        secrets = (json["secrets"]?.arrayValue ?? []).compactMap(\.stringValue)
        if let handle = json["handle"], let resource = handle["resource"]?.stringValue,
            let id = handle["id"]?.stringValue,
            let externalID = handle["external_id"]?.stringValue,
            let directory = handle["state_directory"]?.stringValue
        {
            self.handle = JobHandle(
                resource: resource, id: id, externalID: externalID, stateDirectory: directory)
        }
    }
}
