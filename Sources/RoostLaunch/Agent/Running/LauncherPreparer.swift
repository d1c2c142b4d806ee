import RoostAPI
import RoostJSON

/// Prepares items the way that launches are prepared.
struct LauncherPreparer: JobPreparer {
    let client: APIClient
    let resources: [any Resource]

    func prepare(
        _ lease: AgentLease, policy: ResourcePolicy, in directory: String
    ) async throws(LaunchError) -> PreparedJob {
        let spec = try LaunchSpec(.object(lease.spec))
        let run = LaunchRun(
            runID: lease.runID, entity: lease.entity, project: lease.project, apiKey: lease.apiKey,
            queue: lease.queue, queueEntity: lease.queueEntity, itemID: lease.item, author: lease.author,
            resumeCount: lease.resumeCount)
        return PreparedJob(
            id: lease.jobID, runID: lease.runID, resource: lease.resource, workDirectory: directory,
            stateDirectory: directory + "/job", command: (spec.overrides.entryPoint ?? []) + (spec.overrides.arguments ?? []),
            environment: JobEnvironment(baseURL: client.endpoint.description, spec: spec, run: run).variables,
            arguments: spec.ownArguments, policy: policy)
    }
}
