import RoostCatalog
import RoostGraphQL

enum ProjectMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "UpsertModelInput",
                fields: [
                    "id: String", "name: String", "entityName: String", "description: String", "access: String",
                    "views: JSONString", "framework: String", "repo: String", "dockerImage: String",
                    "isBenchmark: Boolean", "isPublished: Boolean", "owner: String", "clientMutationId: String",
                ]),
            InputType("DeleteModelInput", fields: ["id: String!", "clientMutationId: String"]),
            InputType(
                "RenameProjectInput",
                fields: [
                    "entityName: String!", "oldProjectName: String!", "newProjectName: String!",
                    "clientMutationId: String",
                ]),
            Object<UpsertModelPayload>("UpsertModelPayload") {
                Field("model", "Project", .parent) { payload, _, _ in payload.project }
                Field("project", "Project", .parent) { payload, _, _ in payload.project }
                Field("inserted", "Boolean", .parent) { payload, _, _ in payload.isInserted }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            SuccessPayload.type("DeleteModelPayload", DeleteModel.self),
            Object<RenameProjectPayload>("RenameProjectPayload") {
                Field("inserted", "Boolean", .parent) { _, _, _ in false }
                Field("project", "Project", .parent) { payload, _, _ in payload.project }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("upsertModel", "UpsertModelPayload", arguments: ["input: UpsertModelInput!"], .writesProject) {
            _, arguments, context in
            try await upsert(arguments.object("input"), context)
        }
        Field("deleteModel", "DeleteModelPayload", arguments: ["input: DeleteModelInput!"], .administers) {
            _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("id")
            try await context.write { access in
                let project = try project(id, access)
                try access.require(.administer, on: project)
                try access.tx.projects.delete(project.id)
            }
            return SuccessPayload<DeleteModel>(input)
        }
        Field("renameProject", "RenameProjectPayload", arguments: ["input: RenameProjectInput!"], .administers) {
            _, arguments, context in
            let input = try arguments.object("input")
            let (entity, old) = (try input.string("entityName"), try input.string("oldProjectName"))
            let new = try input.string("newProjectName")
            let project = try await context.write { access in
                let project = try access.project(old, entity: entity, for: .administer)
                return try access.tx.projects.rename(project.id, to: new)
            }
            return RenameProjectPayload(
                project: ProjectNode(project: project), clientMutationId: input.optionalString("clientMutationId"))
        }
    }

    private static func upsert(_ input: Arguments, _ context: QueryContext) async throws -> UpsertModelPayload {
        var change = ProjectChange()
        change.description = input.optionalString("description")
        if let text = input.optionalString("access") {
            guard let visibility = ProjectVisibility(rawValue: text) else {
                throw ServerError.invalid(
                    field: "access", value: text, expected: "PRIVATE, ENTITY_READ, USER_READ or USER_WRITE")
            }
            change.visibility = visibility
        }
        let id = input.optionalString("id")
        let name = input.optionalString("name")
        let entityName = input.optionalString("entityName")
        let wanted = change
        let result = try await context.write { access -> ProjectUpsert in
            if let id {
                let known = try project(id, access)
                try access.require(wanted.visibility == nil ? .write : .administer, on: known)
                return try access.tx.projects.upsert(
                    entity: known.entityID, name: known.name, change: wanted, user: access.caller.user?.id)
            }
            guard let name else {
                throw ServerError.invalid(field: "name", value: "null", expected: "the project's name, or its id")
            }
            let entity = try access.entityForWriting(entityName)
            if let known = try access.tx.projects.find(entityID: entity.id, name: name), wanted.visibility != nil {
                try access.require(.administer, on: known)
            }
            return try access.tx.projects.upsert(
                entity: entity.id, name: name, change: wanted, user: access.caller.user?.id)
        }
        return UpsertModelPayload(
            project: ProjectNode(project: result.project), isInserted: result.inserted,
            clientMutationId: input.optionalString("clientMutationId"))
    }

    /// A project by either of its global ids that the caller may see.
    static func project(_ globalID: String, _ access: Access) throws -> Project {
        var found: Project?
        switch try? GlobalID(globalID) {
        case .project(let name, let entity): found = try access.project(name, entity: entity)
        case .projectInternal(let id): found = try access.project(id: id)
        default: break
        }
        guard let found else { throw ServerError.notFound("project '\(globalID)'") }
        return found
    }
}

struct UpsertModelPayload: GraphQLObject {
    static let graphQLTypeName = "UpsertModelPayload"
    let project: ProjectNode
    let isInserted: Bool
    let clientMutationId: String?
}

struct RenameProjectPayload: GraphQLObject {
    static let graphQLTypeName = "RenameProjectPayload"
    let project: ProjectNode
    let clientMutationId: String?
}

enum DeleteModel: MutationName { static let payloadName = "DeleteModelPayload" }
