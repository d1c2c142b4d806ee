import RoostCatalog
import RoostGraphQL

/// Saving and deleting views.
enum ViewMutations {
    static func types() -> [any TypeDeclaration] {
        [
            EnumType("ViewSource", "What a view was made with.", values: ["WANDB_APP", "WANDB_SDK"]),
            InputType(
                "UpsertViewInput",
                fields: [
                    "id: ID", "entityName: String", "projectName: String", "type: String", "name: String",
                    "displayName: String", "description: String", "spec: String", "isShared: Boolean",
                    "createdUsing: ViewSource", "clientMutationId: String",
                ]),
            InputType("DeleteViewInput", fields: ["id: ID!", "deleteDrafts: Boolean", "clientMutationId: String"]),
            Object<UpsertViewPayload>("UpsertViewPayload") {
                Field("view", "View", .parent) { payload, _, _ in ViewNode(view: payload.view) }
                Field("inserted", "Boolean", .parent) { payload, _, _ in payload.isInserted }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            SuccessPayload.type("DeleteViewPayload", DeleteView.self),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "upsertView", "UpsertViewPayload", arguments: ["input: UpsertViewInput!"], .keepsOwn,
            "Saves a view. A new one is shared unless `isShared` is false or it is a draft."
        ) { _, arguments, context in
            try await upsert(arguments.object("input"), context)
        }
        Field("deleteView", "DeleteViewPayload", arguments: ["input: DeleteViewInput!"], .keepsOwn) {
            _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("id")
            try await context.write { access in
                try access.tx.views.delete(access.viewForChanging(id).id)
            }
            return SuccessPayload<DeleteView>(input)
        }
    }

    private static func upsert(_ input: Arguments, _ context: QueryContext) async throws -> UpsertViewPayload {
        var wanted = ViewChange()
        wanted.type = input.optionalString("type")
        wanted.name = input.optionalString("name")
        wanted.displayName = input.optionalString("displayName")
        wanted.description = input.optionalString("description")
        wanted.spec = input.optionalString("spec")
        wanted.isShared = input.optionalBool("isShared")
        let change = wanted
        let id = input.optionalString("id").flatMap { $0.isEmpty ? nil : $0 }
        let (entity, project) = (input.optionalString("entityName"), input.optionalString("projectName"))
        let view = try await context.write { access in
            guard let id else { return try create(change, project: project, entity: entity, access) }
            let known = try access.viewForChanging(id)
            if let isShared = change.isShared, isShared != known.isShared {
                try access.requireRight(toShare: known, isShared)
            }
            return try access.tx.views.update(known.id, change)
        }
        return UpsertViewPayload(
            view: view, isInserted: id == nil, clientMutationId: input.optionalString("clientMutationId"))
    }

    private static func create(
        _ change: ViewChange, project name: String?, entity: String?, _ access: Access
    ) throws -> SavedView {
        let user = try access.userOfViews()
        guard let name else {
            throw ServerError.invalid(
                field: "projectName", value: "null", expected: "the project's name, or a view's id")
        }
        var change = change
        let isDraft = change.type?.hasSuffix("/draft") ?? false
        let isShared = change.isShared ?? !isDraft
        change.isShared = isShared
        let project = try access.project(name, entity: entity, for: isShared ? .write : .read)
        return try access.tx.views.create(project: project.id, change, user: user.id)
    }
}

struct UpsertViewPayload: GraphQLObject {
    static let graphQLTypeName = "UpsertViewPayload"
    let view: SavedView
    let isInserted: Bool
    let clientMutationId: String?
}

enum DeleteView: MutationName { static let payloadName = "DeleteViewPayload" }

extension Access {
    /// Who keeps views: a user, but not through a key that opens one run only.
    fileprivate func userOfViews() throws -> User {
        if case .user(_, let key?) = caller, key.runID != nil || key.runName != nil {
            throw ServerError.forbidden("this API key opens one run and keeps no views")
        }
        return try caller.requireUser()
    }

    /// A view that the caller may change.
    fileprivate func viewForChanging(_ globalID: String) throws -> SavedView {
        _ = try userOfViews()
        guard let view = try view(globalID: globalID) else { throw ServerError.notFound("view '\(globalID)'") }
        guard try mayChange(view) else { throw ServerError.forbidden("you may not change view '\(globalID)'") }
        return view
    }

    /// Sharing needs the right to write to the project. Only the maker takes a view away from the others.
    fileprivate func requireRight(toShare view: SavedView, _ isShared: Bool) throws {
        if isShared, let project = try tx.projects.find(id: view.projectID) {
            try require(.write, on: project)
        } else if view.userID != caller.viewer {
            throw ServerError.forbidden("only its maker may stop sharing view '\(view.globalID.text)'")
        }
    }
}
