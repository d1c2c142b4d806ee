import Foundation
import RoostCatalog
import RoostGraphQL
import RoostJSON
import RoostQueue

/// A program that works off queues.
struct LaunchAgentNode: GraphQLObject {
    static let graphQLTypeName = "LaunchAgent"

    let agent: LaunchAgent

    static func type() -> Object<LaunchAgentNode> {
        Object("LaunchAgent") {
            Field("id", "ID!", .parent) { node, _, _ in node.agent.globalID.text }
            Field("name", "String", .parent) { node, _, _ in node.agent.name }
            Field("hostname", "String", .parent) { node, _, _ in node.agent.hostname }
            Field("agentStatus", "String", .parent, "POLLING, RUNNING or KILLED.") { node, _, _ in node.agent.status }
            Field("stopPolling", "Boolean", .parent) { node, _, _ in node.agent.isStopped }
            Field("heartbeatAt", "DateTime", .parent) { node, _, _ in
                Date(timeIntervalSince1970: Double(node.agent.heartbeatAt) / 1_000).wire
            }
            Field("runQueues", "[ID!]", .parent) { node, _, context in
                let id = node.agent.id
                return try await context.read { access in
                    try access.tx.launch.queueIDs(agent: id).map { GlobalID.runQueue($0).text }
                }
            }
            Field("createdAt", "DateTime!", .parent) { node, _, _ in node.agent.createdAt.wire }
            Field("isAlive", "Boolean!", .parent) { node, _, context in
                let desk = context.services.launch
                let limit = node.agent.isOfficial ? desk.timings.agentGone : desk.timings.lease + 5_000
                return node.agent.isAlive(at: desk.now, within: limit)
            }
            Field("version", "String", .parent) { node, _, _ in node.agent.version }
            Field("kind", "String!", .parent, "official or roost.") { node, _, _ in
                node.agent.isOfficial ? "official" : "roost"
            }
            Field("resources", "[String!]", .parent, "What it can start; null when that is unknown.") { node, _, _ in
                node.agent.resources
            }
            Field("maxJobs", "Int", .parent, "Null for any number, or when it is unknown.") { node, _, _ in
                node.agent.capacity.jobs
            }
            Field("capacity", "JSON", .parent) { node, _, _ in node.agent.isOfficial ? nil : node.agent.capacity.json }
            Field("free", "JSON", .parent) { node, _, _ in node.agent.isOfficial ? nil : node.agent.free.json }
        }
    }
}

extension Capacity {
    fileprivate var json: JSON? {
        [
            "jobs": jobs.map { .int(Int64($0)) } ?? .null, "cpus": .number(cpus), "memory_bytes": .int(memoryBytes),
            "gpus": .int(Int64(gpus)),
        ]
    }
}
