import RoostAPI
import RoostJSON
import Synchronization

/// Prepares items the way that launches are prepared.
struct LauncherPreparer: JobPreparer {
    let client: APIClient
    let resources: [any Resource]
    let surroundings: [String: String]

    func prepare(
        _ lease: AgentLease, policy: ResourcePolicy, in directory: String
    ) async throws(LaunchError) -> PreparedItem {
        var members = lease.spec
        members["resource"] = .string(lease.resource)
        let spec = try LaunchSpec(.object(members))
        let warnings = Warnings()
        let launcher = Launcher(
            client: client, resources: resources, policy: policy,
            options: LauncherOptions(surroundings: surroundings) { warnings.add($0) })
        let run = LaunchRun(
            runID: lease.runID, entity: lease.entity, project: lease.project, apiKey: lease.apiKey,
            queue: lease.queue, queueEntity: lease.queueEntity, itemID: lease.item, author: lease.author,
            resumeCount: lease.resumeCount)
        let job = try await launcher.prepare(spec, run: run, in: directory)
        return PreparedItem(job: job, warnings: warnings.texts)
    }

    private final class Warnings: Sendable {
        private let found = Mutex<[String]>([])
        var texts: [String] { found.withLock { $0 } }

        func add(_ text: String) { found.withLock { $0.append(text) } }
    }
}
