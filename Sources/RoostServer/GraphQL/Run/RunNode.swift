import Foundation
import RoostCatalog
import RoostGraphQL
import RoostHistory
import RoostJSON

/// A run that the caller may see.
struct RunNode: GraphQLObject, ConnectionKind {
    typealias Node = RunNode
    static let graphQLTypeName = "Run"
    static let connectionName = "Run"

    /// Which answer the run is part of; clients read the line count of an upsert differently.
    enum Origin: Sendable {
        case query
        case upsert
    }

    /// Without its documents when there is a batch.
    let run: Run
    var origin = Origin.query
    /// The page that the run is on.
    var batch: RunBatch?

    var key: RunKey { RunKey(run.id) }

    static func type() -> Object<RunNode> {
        Object("Run", "A tracked run.", fields: identity + description + data + history + lineage + lists)
    }

    @FieldsBuilder<RunNode, QueryContext> private static var identity: [Field<RunNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.run.globalID.text }
        Field("name", "String!", .parent, "The run's id.") { node, _, _ in node.run.name }
        Field("displayName", "String", .parent) { node, _, _ in node.run.displayName }
        Field("projectId", "Int", .parent) { node, _, _ in node.run.projectID }
        Field("project", "Project", .parent) { node, _, context in try await node.project(context) }
        Field("user", "User", .parent) { node, _, context in try await node.user(context) }
        Field("readOnly", "Boolean", .parent) { node, _, context in try await !node.isWritable(context) }
        Field("createdAt", "DateTime!", .parent) { node, _, _ in node.run.createdAt.wire }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.run.updatedAt.wire }
        Field("heartbeatAt", "DateTime", .parent) { node, _, _ in node.run.heartbeatAt.wire }
    }

    @FieldsBuilder<RunNode, QueryContext> private static var description: [Field<RunNode, QueryContext>] {
        Field("description", "String", .parent) { node, _, _ in node.run.description }
        Field("notes", "String", .parent) { node, _, _ in node.run.notes }
        Field("tags", "[String!]", .parent) { node, _, _ in node.run.tags }
        Field("group", "String", .parent) { node, _, _ in node.run.group }
        Field("jobType", "String", .parent) { node, _, _ in node.run.jobType }
        Field("host", "String", .parent) { node, _, _ in node.run.host }
        Field("commit", "String", .parent) { node, _, _ in node.run.commit }
        Field("sweepName", "String", .parent) { node, _, _ in node.run.sweepName }
        Field("state", "String", .parent) { node, _, _ in node.run.state.rawValue }
        Field("running", "Boolean", .parent) { node, _, _ in node.run.state == .running }
        Field("failed", "Boolean", .parent) { node, _, _ in node.run.state == .failed || node.run.state == .crashed }
        Field("exitcode", "Int", .parent) { node, _, _ in node.run.exitCode }
        Field("stopped", "Boolean", .parent, "Whether somebody asked the run to stop.") { node, _, _ in
            node.run.stopRequested
        }
        Field("shouldStop", "Boolean", .parent) { node, _, _ in node.run.stopRequested }
    }

    @FieldsBuilder<RunNode, QueryContext> private static var data: [Field<RunNode, QueryContext>] {
        Field("config", "JSONString", arguments: ["keys: [String!]"], .parent, "With `keys` only those members.") {
            node, arguments, context in
            try Self.members(arguments.optionalStrings("keys"), of: try await node.config(context))
        }
        Field(
            "summaryMetrics", "JSONString", arguments: ["keys: [String!]"], .parent, "With `keys` only those members."
        ) { node, arguments, context in
            try Self.members(arguments.optionalStrings("keys"), of: try await node.summary(context))
        }
        Field(
            "values", "JSONString!", arguments: ["keys: [String!]!"], .parent,
            "The values of chosen fields, in the order of the keys; null where the run has none."
        ) { node, arguments, context in
            try await (node.batch ?? RunBatch([node.run])).values(
                of: node.run, keys: arguments.strings("keys"), context)
        }
        Field("systemMetrics", "JSONString", .parent) { node, _, context in try await node.systemMetrics(context) }
        Field("wandbConfig", "JSONString", arguments: ["keys: [String!]"], .parent) { node, arguments, context in
            Run.wandbConfig(try await node.config(context), keys: arguments.strings("keys"))
        }
        Field("launch", "RunLaunch", .parent, "Null for a run that was not launched through a queue.") {
            node, _, context in
            try await RunLaunch.of(node.run, context)
        }
        Field("runInfo", "RunInfo", .parent) { node, _, context in
            try await RunInfo.read(of: node, context)
        }
    }

    @FieldsBuilder<RunNode, QueryContext> private static var lists: [Field<RunNode, QueryContext>] {
        Field("fileCount", "Int", .parent) { node, _, context in
            let id = node.run.id
            return try await context.read { access in try access.tx.files.count(run: id) }
        }
        Field(
            "files", "FileConnection",
            arguments: ["names: [String] = []", "after: String", "first: Int = 50", "pattern: String"], .parent
        ) { node, arguments, context in
            try await FileNode.page(of: node.run, arguments, context)
        }
        Field("alerts", "[RunAlert!]!", arguments: ["first: Int = 50"], .parent, "Newest first.") {
            node, arguments, context in
            let id = node.run.id
            let request = PageRequest(first: min(max(1, Int(try arguments.int("first"))), 1_000))
            return try await context.read { access in
                try access.tx.alerts.list(run: id, request).edges.map { RunAlertNode(alert: $0.node) }
            }
        }
        Field("outputArtifacts", "ArtifactConnection", arguments: ["after: String", "first: Int"], .parent) {
            node, arguments, context in
            try await ArtifactNode.outputs(of: node.run, arguments, context)
        }
        Field("inputArtifacts", "InputArtifactConnection", arguments: ["after: String", "first: Int"], .parent) {
            node, arguments, context in
            try await ArtifactNode.inputs(of: node.run, arguments, context)
        }
    }

    // MARK: Resolving

    /// Those members of a JSON object, as text; all of it when none are named.
    private static func members(_ keys: [String]?, of text: String) throws -> String {
        guard let keys else { return text }
        let wanted = Set(keys)
        return JSON.object(try JSON(parsing: text).objectValue?.filter { wanted.contains($0.key) } ?? [:]).text
    }

    func config(_ context: QueryContext) async throws -> String {
        try await batch?.config(of: run, context) ?? run.config
    }

    private func summary(_ context: QueryContext) async throws -> String {
        try await batch?.summary(of: run, context) ?? run.summary
    }

    private func project(_ context: QueryContext) async throws -> ProjectNode? {
        let id = run.projectID
        return try await context.read { access in try access.project(id: id).map { ProjectNode(project: $0) } }
    }

    private func user(_ context: QueryContext) async throws -> UserNode? {
        guard let id = run.userID else { return nil }
        return try await context.read { access in try access.tx.users.find(id: id).map(UserNode.init) }
    }

    private func isWritable(_ context: QueryContext) async throws -> Bool {
        let id = run.projectID
        return try await context.read { access in
            guard let project = try access.tx.projects.find(id: id) else { return false }
            return try access.permission(on: project) ?? .read >= .write
        }
    }

    /// The latest value of each system metric.
    private func systemMetrics(_ context: QueryContext) async throws -> String {
        var latest: JSONObject = [:]
        for info in try await context.services.history.keys(of: key, .system) where !info.name.hasPrefix("_wandb") {
            latest[info.name] = try? JSON(parsing: info.lastValue)
        }
        return JSON.object(latest).text
    }
}
