import RoostCatalog
import RoostGraphQL

/// Moving runs into another project.
enum MoveRuns {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "MoveRunsInput",
                fields: ["ids: [ID!]!", "entityName: String!", "projectName: String!", "clientMutationId: String"]),
            Object<MoveRunsPayload>("MoveRunsPayload") {
                Field("success", "Boolean!", .parent) { _, _, _ in true }
                Field("count", "Int!", .parent, "How many runs were elsewhere before.") { payload, _, _ in
                    payload.count
                }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "moveRuns", "MoveRunsPayload", arguments: ["input: MoveRunsInput!"], .writesProject,
            "Moves runs that have ended into another project, which is made when it does not exist: all or none."
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let moved = try await move(
                input.strings("ids"), to: input.string("projectName"), entity: input.string("entityName"), context)
            for run in moved {
                context.services.activity.forget(run)
                context.services.runs.forget(run)
                context.services.live.publish(run, .run)
            }
            return MoveRunsPayload(count: moved.count, clientMutationId: input.optionalString("clientMutationId"))
        }
    }

    /// The rows of the runs that were moved.
    private static func move(
        _ ids: [String], to projectName: String, entity: String, _ context: QueryContext
    ) async throws -> [Int64] {
        guard (1...Limits.runsPerMove).contains(ids.count) else {
            throw ServerError.invalid(
                field: "ids", value: "\(ids.count) ids", expected: "1 to \(Limits.runsPerMove)")
        }
        return try await context.write { access in
            // All runs first: who may not write to them makes no project either.
            let runs = try ids.map { try access.run(globalID: $0, for: .write, parts: .none) }
            let target = try access.projectMadeForWriting(projectName, entity: entity)
            var moved: [Int64] = []
            for run in runs where run.projectID != target.id && !moved.contains(run.id) {
                // Its program goes on logging to where it began, and would find nothing there.
                guard run.state.isEnded else {
                    throw ServerError.conflict("run '\(run.name)' has not ended, and moves only then")
                }
                _ = try access.tx.runs.move(run.id, toProject: target.id)
                moved.append(run.id)
            }
            return moved
        }
    }
}

struct MoveRunsPayload: GraphQLObject {
    static let graphQLTypeName = "MoveRunsPayload"
    let count: Int
    let clientMutationId: String?
}
