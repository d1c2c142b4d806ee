import HTTPTypes
import Hummingbird
import RoostCatalog
import RoostJSON
import RoostQueue

/// Makes Roost's agents known.
struct LaunchAgentRoutes: Sendable {
    let services: Services

    @Sendable func register(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await LaunchBody(request)
        let (entity, project) = (try body.optionalString("entity"), try body.optionalString("project"))
        let (hostname, instance) = (try body.string("hostname"), try body.string("instance"))
        let version = try body.optionalString("version")
        let names = try body.list("queues").enumerated().map { index, queue in
            let queue = try LaunchBody(queue, at: "queues[\(index)]")
            return (
                name: try queue.string("name"),
                weight: try queue.optionalInt("weight", in: FairShare.weights) ?? 1
            )
        }
        guard !names.isEmpty else {
            throw ServerError.invalid(field: "queues", value: "[]", expected: "at least one queue")
        }
        let resources = try body.list("resources").map { resource in
            guard let name = resource.stringValue else {
                throw ServerError.invalid(field: "resources", value: resource.text, expected: "names")
            }
            return name
        }
        let capacity = try LaunchBody(.object(body.optionalObject("capacity") ?? [:]), at: "capacity")
            .capacity(jobs: body.jobs("max_jobs") ?? 1)
        let config = JSON.object(try body.optionalObject("config") ?? [:]).text
        let now = services.launch.now
        let (agent, entityName) = try await services.writeLaunch(as: context.caller) { access, _ in
            let user = try access.caller.requireUser()
            try access.refuseAttemptKeys()
            let project = try access.project(
                project ?? LaunchRepository.queueProject, entity: entity, for: .write)
            let queues = try names.map { name, weight in
                guard let queue = try access.tx.launch.queue(project: project.id, name: name) else {
                    throw ServerError.notFound("queue '\(name)' of '\(project.entityName)'")
                }
                return (id: queue.id, weight: weight)
            }
            let agent = try access.tx.launch.register(
                NewLaunchAgent(
                    project: project.id, user: user.id, hostname: hostname, instance: instance, version: version,
                    config: config, queues: queues, resources: resources, capacity: capacity), at: now)
            return (agent, project.entityName)
        }
        return .json([
            "agent": .string(agent.globalID.text), "name": .string(agent.name), "entity": .string(entityName),
            "lease_seconds": .seconds(milliseconds: services.launch.timings.lease),
        ])
    }
}
