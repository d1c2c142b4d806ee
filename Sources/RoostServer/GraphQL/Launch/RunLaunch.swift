import RoostCatalog
import RoostGraphQL

/// Where a run came from that was launched through a queue.
struct RunLaunch: GraphQLObject {
    static let graphQLTypeName = "RunLaunch"

    let item: LaunchItem
    let queue: LaunchQueue
    let attempt: LaunchAttempt?
    let parent: Run?
    let author: String?

    static func type() -> Object<RunLaunch> {
        Object("RunLaunch") {
            Field("itemId", "ID!", .parent) { node, _, _ in node.item.globalID.text }
            Field("queueName", "String!", .parent) { node, _, _ in node.queue.name }
            Field("queueEntity", "String!", .parent) { node, _, _ in node.queue.entityName }
            Field("agentName", "String", .parent) { node, _, _ in node.attempt?.agentName }
            Field("agentId", "ID", .parent) { node, _, _ in
                node.attempt?.agentID.map { GlobalID.launchAgent($0).text }
            }
            Field("job", "String", .parent) { node, _, _ in node.item.job }
            Field("parentRunId", "String", .parent, "The run that the job was made from.") { node, _, _ in
                node.parent?.name
            }
            Field("attempt", "Int!", .parent) { node, _, _ in node.item.lifecycle.attempt }
            Field("author", "String", .parent) { node, _, _ in node.author }
        }
    }

    static func of(_ run: Run, _ context: QueryContext) async throws -> RunLaunch? {
        try await context.read { access in
            guard let item = try access.tx.launch.item(project: run.projectID, run: run.name),
                let queue = try access.queue(id: item.queueID)
            else { return nil }
            return RunLaunch(
                item: item, queue: queue, attempt: try access.tx.launch.attempts(item: item.id).last,
                parent: try parent(item.job, access), author: try access.tx.users.find(id: item.userID)?.username)
        }
    }

    private static func parent(_ job: String?, _ access: Access) throws -> Run? {
        guard let parts = job?.split(separator: "/").map(String.init), parts.count == 3,
            let project = try access.project(parts[1], entity: parts[0]),
            let version = try access.version(parts[2], in: project)
        else { return nil }
        // Clients log the job that they make of a run without its name, and then say that it was used by it.
        let maker = try version.artifact.runID ?? access.tx.artifacts.runs(of: version.artifact.id, role: .input).first
        guard let run = try maker.flatMap({ try access.visibleRun(id: $0) }) else { return nil }
        return try access.tx.launch.item(project: run.projectID, run: run.name) == nil ? run : nil
    }
}
