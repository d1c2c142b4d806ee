import Foundation
import RoostCatalog
import RoostGraphQL
import RoostHistory
import RoostJSON

/// Everything else that changes a run.
enum RunMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "RewindRunInput",
                fields: [
                    "entityName: String", "projectName: String", "runName: String!", "metricName: String!",
                    "metricValue: Float!", "clientMutationId: String",
                ]),
            InputType("StopRunInput", fields: ["id: ID!", "clientMutationId: String"]),
            InputType("DeleteRunInput", fields: ["id: ID!", "deleteArtifacts: Boolean", "clientMutationId: String"]),
            InputType("UpdateRunStateInput", fields: ["id: ID!", "state: String!", "clientMutationId: String"]),
            EnumType("AlertSeverity", values: ["INFO", "WARN", "ERROR"]),
            InputType(
                "NotifyScriptableRunAlertInput",
                fields: [
                    "entityName: String!", "projectName: String!", "runName: String!", "title: String!",
                    "text: String!", "severity: AlertSeverity = INFO", "waitDuration: Duration",
                    "clientMutationId: String",
                ]),
            Object<RewindRunPayload>("RewindRunPayload") {
                Field("rewoundRun", "Run", .parent) { payload, _, _ in payload.run }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            SuccessPayload.type("StopRunPayload", StopRun.self),
            SuccessPayload.type("DeleteRunPayload", DeleteRun.self),
            SuccessPayload.type("UpdateRunStatePayload", UpdateRunState.self),
            SuccessPayload.type("NotifyScriptableRunAlertPayload", NotifyAlert.self),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("rewindRun", "RewindRunPayload", arguments: ["input: RewindRunInput!"], .writesProject) {
            _, arguments, context in
            try await rewind(arguments.object("input"), context)
        }
        Field("stopRun", "StopRunPayload", arguments: ["input: StopRunInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("id")
            let run = try await context.write { access in
                let run = try access.run(globalID: id, for: .write, parts: .none)
                try access.tx.runs.requestStop(run.id)
                return run.id
            }
            context.services.runs.forget(run)
            context.services.live.publish(run, .run)
            return SuccessPayload<StopRun>(input)
        }
        Field("deleteRun", "DeleteRunPayload", arguments: ["input: DeleteRunInput!"], .writesProject) {
            _, arguments, context in
            try await delete(arguments.object("input"), context)
        }
        Field("updateRunState", "UpdateRunStatePayload", arguments: ["input: UpdateRunStateInput!"], .writesProject) {
            _, arguments, context in
            try await updateState(arguments.object("input"), context)
        }
        Field(
            "notifyScriptableRunAlert", "NotifyScriptableRunAlertPayload",
            arguments: ["input: NotifyScriptableRunAlertInput!"], .writesProject
        ) { _, arguments, context in
            try await alert(arguments.object("input"), context)
        }
    }

    private static func rewind(_ input: Arguments, _ context: QueryContext) async throws -> RewindRunPayload {
        let metric = try input.string("metricName")
        guard metric == "_step" else {
            throw ServerError.invalid(field: "metricName", value: metric, expected: "_step")
        }
        let value = try input.double("metricValue")
        guard let step = Int64(exactly: value.rounded(.down)), step >= 0 else {
            throw ServerError.invalid(field: "metricValue", value: "\(value)", expected: "a step, 0 or more")
        }
        let (name, project) = (try input.string("runName"), input.optionalString("projectName") ?? "uncategorized")
        let entity = input.optionalString("entityName")
        let found = try await context.read { access in
            guard let run = try access.run(name, project: project, entity: entity) else { return Run?.none }
            try access.require(.write, on: run)
            return run
        }
        guard let run = found else {
            return RewindRunPayload(run: nil, clientMutationId: input.optionalString("clientMutationId"))
        }
        _ = try await context.services.history.truncate(RunKey(run.id), .metrics, afterStep: step)
        try await context.write { access in try access.tx.runs.noteRewind(run.id, step: step) }
        context.services.live.publish(run.id, [.run, .metrics])
        return RewindRunPayload(
            run: RunNode(run: run), clientMutationId: input.optionalString("clientMutationId"))
    }

    private static func delete(_ input: Arguments, _ context: QueryContext) async throws -> SuccessPayload<DeleteRun> {
        let id = try input.string("id")
        let deletesArtifacts = input.bool("deleteArtifacts", default: false)
        let deleted = try await context.write { access -> Int64? in
            let run: Run
            do {
                run = try access.run(globalID: id, for: .write, parts: .none)
            } catch ServerError.notFound {
                // Deleting what is gone already has the wanted result.
                return nil
            }
            if deletesArtifacts { try access.tx.artifacts.deleteOutputs(of: run.id) }
            try access.tx.runs.delete(run.id)
            return run.id
        }
        if let deleted {
            context.services.activity.forget(deleted)
            context.services.runs.forget(deleted)
            context.services.live.publish(deleted, .run)
        }
        return SuccessPayload<DeleteRun>(input)
    }

    private static func updateState(
        _ input: Arguments, _ context: QueryContext
    ) async throws -> SuccessPayload<UpdateRunState> {
        let (id, text) = (try input.string("id"), try input.string("state"))
        guard let state = RunState(rawValue: text), state == .pending || state == .failed else {
            throw ServerError.invalid(field: "state", value: text, expected: "pending or failed")
        }
        let now = context.services.launch.now
        let run = try await context.services.writeLaunch(as: context.caller) { access, effects in
            let run = try access.run(globalID: id, for: .write, parts: .none)
            let isAllowed = state == .failed ? !run.state.isEnded : run.state == .running
            guard isAllowed else {
                throw ServerError.conflict("invalid state transition from \(run.state.rawValue) to \(text)")
            }
            try access.tx.runs.setState(run.id, state)
            try access.tx.launch.runEnded(run.id, at: now, effects: &effects)
            return run.id
        }
        context.services.activity.forget(run)
        context.services.live.publish(run, .run)
        return SuccessPayload<UpdateRunState>(input)
    }

    private static func alert(_ input: Arguments, _ context: QueryContext) async throws -> SuccessPayload<NotifyAlert> {
        let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
        let (name, title, text) = (try input.string("runName"), try input.string("title"), try input.string("text"))
        let severity = AlertSeverity(rawValue: input.optionalString("severity") ?? "INFO") ?? .info
        let waitSeconds = Double(input.optionalInt("waitDuration") ?? 60_000) / 1000
        let run = try await context.write { access in
            let run = try access.run(name, project: project, entity: entity, for: .write)
            _ = try access.tx.alerts.add(
                run: run.id, title: title, text: text, severity: severity, waitSeconds: waitSeconds)
            return run.id
        }
        context.services.live.publish(run, .run)
        return SuccessPayload<NotifyAlert>(input)
    }
}

struct RewindRunPayload: GraphQLObject {
    static let graphQLTypeName = "RewindRunPayload"
    let run: RunNode?
    let clientMutationId: String?
}

enum StopRun: MutationName { static let payloadName = "StopRunPayload" }
enum DeleteRun: MutationName { static let payloadName = "DeleteRunPayload" }
enum UpdateRunState: MutationName { static let payloadName = "UpdateRunStatePayload" }
enum NotifyAlert: MutationName { static let payloadName = "NotifyScriptableRunAlertPayload" }
