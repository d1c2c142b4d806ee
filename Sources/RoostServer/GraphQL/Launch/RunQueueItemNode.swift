import RoostCatalog
import RoostGraphQL
import RoostQueue

/// An item of a queue.
struct RunQueueItemNode: GraphQLObject, ConnectionKind {
    typealias Node = RunQueueItemNode
    static let graphQLTypeName = "RunQueueItem"
    static let connectionName = "RunQueueItem"

    let item: LaunchItem

    static func types() -> [any TypeDeclaration] {
        [
            Object<RunQueueItemNode>("RunQueueItem", fields: head + related),
            Object<LaunchAttemptNode>("LaunchAttempt") {
                Field("number", "Int!", .parent) { node, _, _ in node.attempt.number }
                Field("agent", "String", .parent, "The agent's name.") { node, _, _ in node.attempt.agentName }
                Field("agentId", "ID", .parent) { node, _, _ in
                    node.attempt.agentID.map { GlobalID.launchAgent($0).text }
                }
                Field("state", "String!", .parent, "leased, running, or how it ended.") { node, _, _ in
                    node.attempt.state
                }
                Field("leasedAt", "DateTime!", .parent) { node, _, _ in node.attempt.leasedAt.wire }
                Field("startedAt", "DateTime", .parent) { node, _, _ in node.attempt.startedAt?.wire }
                Field("endedAt", "DateTime", .parent) { node, _, _ in node.attempt.endedAt?.wire }
                Field("kind", "String", .parent, "Of a failure: infrastructure, preempted or error.") { node, _, _ in
                    RetryKind(rawValue: node.attempt.state)?.rawValue
                }
                Field("stage", "String", .parent) { node, _, _ in node.attempt.stage }
                Field("message", "String", .parent) { node, _, _ in node.attempt.message }
                Field("exitCode", "Int", .parent) { node, _, _ in node.attempt.exitCode }
                Field("node", "String", .parent, "The machine that it ran on.") { node, _, _ in node.attempt.node }
                Field("job", "String", .parent, "What the resource calls it.") { node, _, _ in node.attempt.job }
                Field("logTail", "String", .parent, "The end of its output.") { node, _, _ in node.attempt.logTail }
            },
            Object<LaunchWarningNode>("LaunchWarning") {
                Field("stage", "String!", .parent) { node, _, _ in node.warning.stage }
                Field("message", "String!", .parent) { node, _, _ in node.warning.message }
                Field("files", "[String!]!", .parent, "Files of the agent's run that say more.") { node, _, _ in
                    node.warning.files
                }
                Field("at", "DateTime!", .parent) { node, _, _ in node.warning.createdAt.wire }
            },
        ]
    }

    @FieldsBuilder<RunQueueItemNode, QueryContext> private static var head: [Field<RunQueueItemNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.item.globalID.text }
        Field("state", "String", .parent, "PENDING, LEASED, CLAIMED, FINISHED or FAILED.") { node, _, _ in
            node.item.state.wire
        }
        Field("status", "String!", .parent, "waiting, leased, running, finished, failed or cancelled.") { node, _, _ in
            node.item.state.rawValue
        }
        Field("associatedRunId", "String", .parent) { node, _, _ in
            // Clients take it for a run that exists.
            node.item.state == .waiting || node.item.state == .leased ? nil : node.item.runName
        }
        Field("priority", "Int!", .parent) { node, _, _ in node.item.priority }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.item.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.item.updatedAt.wire }
        Field("resource", "String", .parent) { node, _, _ in node.item.resource }
        Field("needs", "JSON", .parent) { node, _, _ in node.item.needs.json }
        Field("job", "String", .parent) { node, _, _ in node.item.job }
        Field("resumeCount", "Int!", .parent) { node, _, _ in node.item.lifecycle.resumeCount }
        Field("cancelRequested", "Boolean!", .parent) { node, _, _ in node.item.lifecycle.isCancelRequested }
    }

    @FieldsBuilder<RunQueueItemNode, QueryContext> private static var related: [Field<RunQueueItemNode, QueryContext>] {
        Field("reason", "String", .parent, "Why it is not running; null when it runs or has ended.") {
            node, _, context in
            let (item, desk) = (node.item, context.services.launch)
            return try await context.read { access in
                try access.tx.launch.reason(item, timings: desk.timings, at: desk.now)?.description
            }
        }
        Field("runSpec", "JSON", .parent) { node, _, context in
            let item = node.item
            return try await context.read { access in try access.tx.launch.spec(of: item, showsSecrets: false) }
        }
        Field("error", "String", .parent, "What the last failed attempt said.") { node, _, context in
            let id = node.item.id
            return try await context.read { access in
                try access.tx.launch.attempts(item: id).last { RetryKind(rawValue: $0.state) != nil }
                    .map { $0.message ?? $0.state }
            }
        }
        Field("attempts", "[LaunchAttempt!]!", .parent, "Oldest first.") { node, _, context in
            let id = node.item.id
            return try await context.read { access in
                try access.tx.launch.attempts(item: id).map(LaunchAttemptNode.init)
            }
        }
        Field("warnings", "[LaunchWarning!]!", .parent) { node, _, context in
            let id = node.item.id
            return try await context.read { access in
                try access.tx.launch.warnings(item: id).map(LaunchWarningNode.init)
            }
        }
        Field("queue", "RunQueue", .parent) { node, _, context in
            let id = node.item.queueID
            return try await context.read { access in try access.queue(id: id).map(RunQueueNode.init) }
        }
        Field("entityName", "String", .parent, "Whose project the run belongs to.") { node, _, context in
            try await node.project(context)?.entityName
        }
        Field("projectName", "String", .parent, "The project of the run, for those who may see it.") {
            node, _, context in
            try await node.project(context)?.name
        }
        Field("author", "String", .parent) { node, _, context in
            let id = node.item.userID
            return try await context.read { access in try access.tx.users.find(id: id)?.username }
        }
    }

    private func project(_ context: QueryContext) async throws -> Project? {
        let id = item.projectID
        return try await context.read { access in try access.project(id: id) }
    }
}

struct LaunchAttemptNode: GraphQLObject {
    static let graphQLTypeName = "LaunchAttempt"
    let attempt: LaunchAttempt
}

struct LaunchWarningNode: GraphQLObject {
    static let graphQLTypeName = "LaunchWarning"
    let warning: LaunchWarning
}
