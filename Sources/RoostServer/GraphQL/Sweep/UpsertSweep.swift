import RoostCatalog
import RoostGraphQL
import RoostJSON

/// Making and changing hyperparameter searches, and queueing the job that schedules one.
enum UpsertSweep {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "UpsertSweepInput",
                fields: [
                    "id: ID", "config: String", "description: String", "displayName: String", "entityName: String",
                    "projectName: String", "controller: JSONString", "scheduler: JSONString",
                    "launchScheduler: JSONString", "templateVariableValues: JSONString",
                    "priorRunsFilters: JSONString", "state: String", "clientMutationId: String",
                ]),
            Object<UpsertSweepPayload>("UpsertSweepPayload") {
                Field("sweep", "Sweep", .parent) { payload, _, _ in SweepNode(sweep: payload.sweep) }
                Field("configValidationWarnings", "[String!]", .parent) { payload, _, _ in payload.warnings }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "upsertSweep", "UpsertSweepPayload", arguments: ["input: UpsertSweepInput!"], .writesProject,
            "Makes the project too when it does not exist."
        ) { _, arguments, context in
            try await upsert(arguments.object("input"), context)
        }
    }

    private static func upsert(_ input: Arguments, _ context: QueryContext) async throws -> UpsertSweepPayload {
        let config = try input.optionalString("config").map(SweepConfig.init(yaml:))
        let change = try change(input, config)
        let scheduler = try input.optionalString("launchScheduler").map(SweepScheduler.init(json:))
        let values = try input.optionalString("templateVariableValues").map { try JSON(parsing: $0) }?.objectValue
        let priors = try input.optionalString("priorRunsFilters").map { try RunFilter(parsing: $0) }
        let id = input.optionalString("id")
        let (entity, project) = (input.optionalString("entityName"), input.optionalString("projectName"))
        let now = context.services.launch.now
        let sweep = try await context.services.writeLaunch(as: context.caller) { access, effects in
            try access.refuseAttemptKeys()
            var sweep: Sweep
            if let id {
                sweep = try access.tx.sweeps.update(access.sweep(globalID: id, for: .write).id, change)
            } else {
                let owner = try access.projectMadeForWriting(project ?? "uncategorized", entity: entity)
                sweep = try access.tx.sweeps.create(project: owner.id, change, user: access.caller.user?.id)
            }
            if let priors { try attach(priors, to: sweep, access) }
            guard let scheduler = scheduler?.named(sweep.name) else { return sweep }
            var kept = SweepChange()
            kept.scheduler = scheduler.json.text
            sweep = try access.tx.sweeps.update(sweep.id, kept)
            let queue = try queue(of: scheduler, sweep, access)
            _ = try access.enqueue(
                scheduler.spec, queue: queue, defaults: access.defaults(of: queue), priority: nil,
                values: values ?? [:], at: now, effects: &effects)
            return sweep
        }
        return UpsertSweepPayload(
            sweep: sweep, warnings: config?.warnings ?? [], clientMutationId: input.optionalString("clientMutationId"))
    }

    /// The queue that a scheduler names. Clients that name no project of the queue mean the search's own, or the one
    /// where queues are by default.
    private static func queue(of scheduler: SweepScheduler, _ sweep: Sweep, _ access: Access) throws -> LaunchQueue {
        let projects = scheduler.project.map { [$0] } ?? [sweep.projectName, LaunchRepository.queueProject]
        for project in projects {
            let queue = try access.usableQueue(scheduler.queue, project: project, entity: sweep.entityName)
            if let queue { return queue }
        }
        throw ServerError.notFound("queue '\(sweep.entityName)/\(scheduler.queue)'")
    }

    private static func change(_ input: Arguments, _ config: SweepConfig?) throws -> SweepChange {
        var change = SweepChange()
        change.config = input.optionalString("config")
        change.method = config?.method
        change.displayName = input.optionalString("displayName")
        change.description = input.optionalString("description")
        change.controller = input.optionalString("controller")
        change.scheduler = input.optionalString("scheduler")
        if let text = input.optionalString("state") {
            guard let state = SweepState(rawValue: text) else {
                throw ServerError.invalid(
                    field: "state", value: text,
                    expected: SweepState.allCases.map(\.rawValue).joined(separator: ", "))
            }
            change.state = state
        }
        return change
    }

    /// Makes runs that were there before part of a search.
    private static func attach(_ priors: RunFilter, to sweep: Sweep, _ access: Access) throws {
        let most = 1_000
        let page = try access.tx.runs.page(
            project: sweep.projectID, filter: priors, order: .newestFirst, PageRequest(first: most))
        guard !page.hasNextPage else {
            throw ServerError.invalid(
                field: "priorRunsFilters", value: "more than \(most) runs", expected: "at most \(most) runs")
        }
        for edge in page.edges { _ = try access.tx.runs.update(edge.node.id, RunChange(sweepName: sweep.name)) }
    }
}

struct UpsertSweepPayload: GraphQLObject {
    static let graphQLTypeName = "UpsertSweepPayload"

    let sweep: Sweep
    let warnings: [String]
    let clientMutationId: String?
}

extension Access {
    /// A search that the caller may use with `permission`.
    func sweep(globalID text: String, for permission: Permission) throws -> Sweep {
        guard case .sweep(let id) = try? GlobalID(text), let sweep = try tx.sweeps.find(id: id),
            let project = try project(id: sweep.projectID)
        else { throw ServerError.notFound("sweep '\(text)'") }
        try require(permission, on: project)
        return sweep
    }
}
