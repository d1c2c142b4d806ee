import Foundation
import RoostCatalog
import RoostJSON

@testable import RoostServer

/// A user with a project of one run, a queue and an agent that serves it.
struct LaunchHome: Sendable {
    struct Fault: Error { let answer: String }

    let server: LocalServer
    let key: String
    private let queue: String
    private let agent: String

    init() async throws {
        server = try await LocalServer()
        key = try await server.services.catalog.write { tx in
            let user = try tx.users.create(NewUser(username: "ada"))
            let project = try tx.projects.upsert(entity: user.entityID, name: "p", user: user.id).project
            _ = try tx.runs.upsert(project: project.id, name: "old", change: RunChange(), user: user.id)
            return try tx.keys.create(user: user.id, name: "k").secret
        }
        let made = try await server.query(
            #"""
            mutation { upsertRunQueue(input: {entityName: "ada", projectName: "model-registry", queueName: "jobs",
            resourceType: "local-process", resourceConfig: "{\"resource_args\":{\"local-process\":{\"x\":1}}}"}) {
            queue { id } } }
            """#, key: key)
        let registered = try await server.send(
            .post, "/api/v1/launch/agents", key: key,
            body: """
                {"hostname":"h","instance":"one","queues":[{"name":"jobs"}],"max_jobs":-1,
                "resources":["local-process"],"capacity":{"cpus":8,"memory_bytes":1000000,"gpus":1}}
                """)
        guard let queue = made.json.at("data", "upsertRunQueue", "queue", "id")?.stringValue,
            let agent = registered.json["agent"]?.stringValue
        else { throw Fault(answer: made.text + registered.text) }
        self.queue = queue
        self.agent = agent
    }

    private func send(_ path: String, _ body: JSON) async throws -> JSON {
        let answer = try await server.send(.post, path, key: key, body: body.text)
        guard answer.status == 200 else { throw Fault(answer: answer.text) }
        return answer.json
    }

    /// Puts an item for the project `p` into the queue.
    func enqueue(_ item: JSONObject = [:]) async throws -> String {
        var item = item
        var spec = item["spec"]?.objectValue ?? [:]
        spec["entity"] = "ada"
        spec["project"] = "p"
        item["spec"] = .object(spec)
        let answer = try await send("/api/v1/launch/items", ["queue": "jobs", "items": [.object(item)]])
        guard let id = answer.at("items", "0")?.stringValue else { throw Fault(answer: answer.text) }
        return id
    }

    func poll(held: [JSON] = [], jobs: Int64 = 1, wait: Int64 = 0) async throws -> JSON {
        let held = held.map { lease in
            JSON.object(["item": lease["item"] ?? .null, "lease": lease["lease"] ?? .null])
        }
        return try await send(
            "/api/v1/launch/agents/\(agent)/poll",
            [
                "free": ["jobs": .int(jobs), "cpus": 8, "memory_bytes": 1_000_000, "gpus": 1], "held": .array(held),
                "wait_seconds": .int(wait),
            ])
    }

    func report(_ lease: JSON, _ event: String, _ more: JSONObject = [:]) async throws -> JSON {
        var body = more
        body["lease"] = lease["lease"]
        body["event"] = .string(event)
        return try await send("/api/v1/launch/items/\(lease["item"]?.stringValue ?? "")/events", .object(body))
    }

    func row(of lease: JSON) -> Int64? {
        guard let id = lease["item"]?.stringValue, case .runQueueItem(let row) = try? GlobalID(id) else { return nil }
        return row
    }

    func item(_ lease: JSON, _ selection: String) async throws -> JSON {
        let answer = try await server.query(
            "query($id: ID!) { runQueueItem(id: $id) { \(selection) } }", ["id": lease["item"] ?? .null], key: key)
        return answer.json.at("data", "runQueueItem") ?? .null
    }

    func reason(_ item: String) async throws -> String {
        try await self.item(["item": .string(item)], "reason")["reason"]?.stringValue ?? ""
    }

    func update(_ change: String) async throws {
        let answer = try await server.query(
            "mutation { updateRunQueue(input: {queueId: \"\(queue)\", \(change)}) { runQueue { id } } }", key: key)
        guard answer.error == nil else { throw Fault(answer: answer.text) }
    }

    /// The status with which a key is answered.
    func viewer(_ key: String) async throws -> Int {
        try await server.query("{ viewer { id } }", key: key).status
    }
}
