import RoostAPI
import RoostJSON
import RoostQueue

/// A Roost server, over its HTTP interface for agents.
public struct HTTPAgentService: AgentService {
    private let client: APIClient
    private static let policy = RetryPolicy(retries: 0, attemptTimeoutSeconds: AgentLimits.answerSeconds)

    public init(client: APIClient) { self.client = client }

    public func register(_ registration: AgentRegistration) async throws(AgentServiceError) -> AgentIdentity {
        var body: JSONObject = [
            "hostname": .string(registration.hostname), "instance": .string(registration.instance),
            "version": .string(registration.version),
            "queues": .array(
                registration.queues.map { ["name": .string($0.name), "weight": .int(Int64($0.weight))] }),
            "max_jobs": .int(Int64(registration.maxJobs ?? -1)),
            "resources": .array(registration.resources.map(JSON.string)),
            "capacity": .object(Self.members(registration.capacity)), "config": registration.configuration,
        ]
        if let entity = registration.entity { body["entity"] = .string(entity) }
        let answer = try await post(.object(body), to: "/api/v1/launch/agents", name: "registration of the agent")
        guard let id = answer["agent"]?.stringValue else {
            throw .refused("registration of the agent: the answer names no agent; is this a Roost server?")
        }
        return AgentIdentity(
            id: id, name: answer["name"]?.stringValue ?? id, entity: answer["entity"]?.stringValue ?? "",
            leaseSeconds: answer["lease_seconds"]?.doubleValue ?? AgentLimits.leaseSeconds)
    }

    public func poll(_ agent: String, _ poll: AgentPoll) async throws(AgentServiceError) -> AgentOrders {
        var free = Self.members(poll.free)
        free["jobs"] = .int(Int64(poll.free.jobs ?? -1))
        let body: JSON = [
            "free": .object(free), "draining": .bool(poll.isDraining),
            "held": .array(poll.held.map { ["item": .string($0.item), "lease": .string($0.token)] }),
            "wait_seconds": .number(poll.waitSeconds),
        ]
        var policy = Self.policy
        policy.attemptTimeoutSeconds += poll.waitSeconds
        let answer = try await post(
            body, to: "/api/v1/launch/agents/\(PercentEncoding.component(agent))/poll", name: "poll of the agent",
            policy: policy)
        func texts(_ name: String) -> Set<String> {
            Set((answer[name]?.arrayValue ?? []).compactMap(\.stringValue))
        }
        var leases: [AgentLease] = []
        for lease in answer["leases"]?.arrayValue ?? [] {
            do {
                leases.append(try AgentLease(lease))
            } catch {
                throw .refused(error.description)
            }
        }
        var held: [String: Double] = [:]
        for item in answer["held"]?.arrayValue ?? [] {
            guard let id = item["item"]?.stringValue, let seconds = item["lease_seconds"]?.doubleValue else { continue }
            held[id] = seconds
        }
        return AgentOrders(
            leases: leases, held: held, cancel: texts("cancel"), lost: texts("lost"),
            stop: answer["stop"]?.boolValue ?? false)
    }

    public func report(
        _ event: AgentEvent, item: String, token: String
    ) async throws(AgentServiceError) -> Bool {
        var body = event.members
        body["lease"] = .string(token)
        let answer = try await post(
            .object(body), to: "/api/v1/launch/items/\(PercentEncoding.component(item))/events",
            name: "event '\(event.kind.rawValue)' of an item")
        return answer["accepted"]?.boolValue ?? false
    }

    public func isStopped(entity: String, project: String, run: String) async throws(AgentServiceError) -> Bool {
        do {
            let path = RunPath(entity: entity, project: project, run: run)
            return try await client.send(RunStoppedStatus(path: path), policy: Self.policy)
        } catch {
            throw AgentServiceError(error)
        }
    }

    public func hasBegun(entity: String, project: String, run: String) async throws(AgentServiceError) -> Bool {
        do {
            let path = RunPath(entity: entity, project: project, run: run)
            guard let state = try await client.send(RunState(path: path), policy: Self.policy) else { return false }
            return state != "pending"
        } catch {
            throw AgentServiceError(error)
        }
    }

    private func post(
        _ body: JSON, to path: String, name: String, policy: RetryPolicy = policy
    ) async throws(AgentServiceError) -> JSON {
        do {
            return try await client.post(body, to: path, name: name, policy: policy)
        } catch {
            throw AgentServiceError(error)
        }
    }

    /// Numbers without bound are left out: the server takes them as 0, and only `jobs` can be unbounded.
    private static func members(_ capacity: Capacity) -> JSONObject {
        [
            "cpus": .number(max(0, capacity.cpus)), "memory_bytes": .int(max(0, capacity.memoryBytes)),
            "gpus": .int(Int64(max(0, capacity.gpus))),
        ]
    }
}

/// Asks for the state of a run.
struct RunState: GraphQLOperation {
    var path: RunPath

    static let name = "RunState"
    static let document = """
        query RunState($project: String!, $entity: String!, $name: String!) { \
        project(name: $project, entityName: $entity) { run(name: $name) { state } } }
        """

    var variables: JSONObject {
        ["project": .string(path.project), "entity": .string(path.entity), "name": .string(path.run)]
    }

    /// `nil` when there is no such run.
    func answer(from data: AnswerReader) throws(APIError) -> String? {
        data["project"]?["run"]?["state"]?.value.stringValue
    }
}

extension AgentServiceError {
    init(_ error: APIError) {
        switch error {
        case .cancelled: self = .cancelled
        case .unreachable: self = .unreachable(error.description)
        case .refused(_, status: 404, _), .refused(_, status: 410, _): self = .unknown(error.description)
        default: self = .refused(error.description)
        }
    }
}
