import RoostCatalog
import RoostGraphQL
import RoostHistory
import RoostJSON

/// `upsertBucket`: creates a run, or changes one, by its global id or by project and run id.
enum UpsertRun {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "UpsertBucketInput",
                fields: [
                    "id: String", "name: String", "groupName: String", "modelName: String", "entityName: String",
                    "displayName: String", "description: String", "notes: String", "commit: String",
                    "config: JSONString", "host: String", "debug: Boolean", "jobProgram: String", "jobRepo: String",
                    "jobType: String", "state: String", "sweep: String", "tags: [String!]",
                    "summaryMetrics: JSONString", "clientMutationId: String",
                ]),
            Object<UpsertRunPayload>("UpsertBucketPayload") {
                Field("bucket", "Run", .parent) { payload, _, _ in payload.run }
                Field("inserted", "Boolean", .parent) { payload, _, _ in payload.isInserted }
                Field("serverSettings", "ServerSettings", .parent) { _, _, _ in ServerSettings() }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("upsertBucket", "UpsertBucketPayload", arguments: ["input: UpsertBucketInput!"], .writesProject) {
            _, arguments, context in
            try await upsert(arguments.object("input"), context)
        }
    }

    private static func upsert(_ input: Arguments, _ context: QueryContext) async throws -> UpsertRunPayload {
        let change = try change(input)
        let id = input.optionalString("id").flatMap { $0.isEmpty ? nil : $0 }
        let name = input.optionalString("name")
        let projectName = input.optionalString("modelName").flatMap { $0.isEmpty ? nil : $0 } ?? "uncategorized"
        let entityName = input.optionalString("entityName")
        let parent = try change.config.flatMap(BranchRequest.init(config:))
        let result = try await context.write { access -> (run: Run, inserted: Bool) in
            var change = change
            if let id, let known = try Self.known(id, access) {
                change.keepClientNotes(of: known)
                return (run: try access.tx.runs.update(known.id, change), inserted: false)
            }
            guard let name else {
                throw ServerError.invalid(field: "name", value: "null", expected: "the run's id")
            }
            let project = try project(projectName, entityName, access)
            let known = try access.run(name, in: project, parts: .config)
            try access.requireRight(toWriteRun: name, project: project.id)
            if known == nil { try access.requireRightToMakeRuns() }
            if known == nil, let parent, parent.run != name {
                guard try access.run(parent.run, in: project, parts: .none) != nil else {
                    throw ServerError.notFound("run '\(parent.run)' to fork from")
                }
            }
            if let known { change.keepClientNotes(of: known) }
            if StrayUpsert.isOne(input, config: change.config) {
                guard let known else { throw ServerError.notFound("run '\(name)'") }
                // While a run is going on, the same request is the client's genuine update of its config.
                if known.state.isEnded, known.state != .crashed { change.config = nil }
            }
            let result = try access.tx.runs.upsert(
                project: project.id, name: name, change: change, user: access.caller.user?.id)
            // A client that starts sends its host; readers that edit a finished run do not.
            guard !result.inserted, change.host != nil, result.run.state.isEnded else {
                return (result.run, result.inserted)
            }
            try access.tx.runs.resume(result.run.id)
            return (try access.run(id: result.run.id, for: .write), false)
        }
        if let parent { try await fork(result.run, isNew: result.inserted, from: parent, context) }
        // Who edits a run that has ended does not make it longer.
        if !result.run.state.isEnded { context.services.activity.beat(result.run.id) }
        context.services.live.publish(result.run.id, .run)
        return UpsertRunPayload(
            run: RunNode(run: result.run, origin: .upsert), isInserted: result.inserted,
            clientMutationId: input.optionalString("clientMutationId"))
    }

    /// The run with a global id that the caller may change; `nil` when there is none, so that a client whose run was
    /// deleted meanwhile makes it anew by its name.
    private static func known(_ id: String, _ access: Access) throws -> Run? {
        do {
            return try access.run(globalID: id, for: .write, parts: .config)
        } catch ServerError.notFound {
            return nil
        }
    }

    private static func change(_ input: Arguments) throws -> RunChange {
        var state: RunState?
        if let text = input.optionalString("state") {
            guard let known = RunState(rawValue: text) else {
                throw ServerError.invalid(
                    field: "state", value: text, expected: RunState.allCases.map(\.rawValue).joined(separator: ", "))
            }
            state = known
        }
        return RunChange(
            displayName: input.optionalString("displayName"), description: input.optionalString("description"),
            notes: input.optionalString("notes"), tags: input.optionalStrings("tags"),
            group: input.optionalString("groupName"), jobType: input.optionalString("jobType"),
            host: input.optionalString("host"), program: input.optionalString("jobProgram"),
            commit: input.optionalString("commit"), repo: input.optionalString("jobRepo"),
            sweepName: input.optionalString("sweep"), state: state, config: input.optionalString("config"),
            summary: input.optionalString("summaryMetrics"))
    }

    /// The project, made when it does not exist.
    private static func project(_ name: String, _ entityName: String?, _ access: Access) throws -> Project {
        let entity = try access.entity(entityName)
        if let entity, let known = try access.tx.projects.find(entityID: entity.id, name: name),
            try access.permission(on: known) != nil
        {
            try access.require(.write, on: known)
            return known
        }
        let owner = try access.entityForWriting(entityName)
        let project = try access.tx.projects.upsert(entity: owner.id, name: name, user: access.caller.user?.id).project
        try access.require(.write, on: project)
        return project
    }

    /// Gives a new run the history of the one that it branches off.
    private static func fork(
        _ run: Run, isNew: Bool, from parent: BranchRequest, _ context: QueryContext
    ) async throws {
        // A rewound run names itself as its branch point; its history was cut already.
        guard parent.run != run.name else { return }
        // A server that was killed between inserting the run and forking its history catches up here.
        let history = context.services.history
        if !isNew {
            guard try await history.state(of: RunKey(run.id), .metrics).lastSequence == 0 else { return }
        }
        let source = try await context.read { access in
            try access.project(id: run.projectID).flatMap { try access.run(parent.run, in: $0, parts: .none) }
        }
        guard let source else { throw ServerError.notFound("run '\(parent.run)' to fork from") }
        _ = try await history.fork(RunKey(run.id), from: RunKey(source.id), throughStep: parent.step)
    }
}

struct UpsertRunPayload: GraphQLObject {
    static let graphQLTypeName = "UpsertBucketPayload"
    let run: RunNode
    let isInserted: Bool
    let clientMutationId: String?
}

extension RunChange {
    /// Readers that edit a config leave out `_wandb`, in which the client that writes the run keeps notes that it needs
    /// to resume it.
    fileprivate mutating func keepClientNotes(of run: Run) {
        guard let config, var new = try? JSON(parsing: config).objectValue, new["_wandb"] == nil,
            let notes = try? JSON(parsing: run.config)["_wandb"]
        else { return }
        new["_wandb"] = notes
        self.config = JSON.object(new).text
    }
}

/// The `branch_point` that a forked run's config carries.
struct BranchRequest: Sendable {
    let run: String
    let step: Int64

    init?(config: String) throws {
        guard let point = try JSON(parsing: config)["_wandb"]?["value"]?["branch_point"],
            let run = point["run_id"]?.stringValue, let step = point["step"]?.intValue
        else { return nil }
        self.run = run
        self.step = step
    }
}

/// Clients 0.18.x send one more upsert after a refused `resume` or rewind. It would create the run that was just
/// found missing, or wipe the config of the run that was just found to exist.
enum StrayUpsert {
    private static let parameters = [
        "displayName", "description", "notes", "groupName", "jobType", "host", "jobProgram", "commit", "jobRepo",
        "sweep", "tags", "state", "summaryMetrics",
    ]

    /// Such an upsert carries a config and no other parameter; a first upsert always names the host or the program.
    static func isOne(_ input: Arguments, config text: String?) -> Bool {
        guard parameters.allSatisfy({ input.json($0) == nil }), let text,
            let notes = try? JSON(parsing: text)["_wandb"]?["value"]
        else { return false }
        let version = notes["cli_version"]?.stringValue ?? notes["t"]?["5"]?.stringValue
        return version?.hasPrefix("0.18.") ?? false
    }
}
