import RoostCatalog
import RoostGraphQL

/// Announcing, confirming and deleting a run's files.
enum FileMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "CreateRunFilesInput",
                fields: [
                    "entityName: String!", "projectName: String!", "runName: String!", "files: [String!]!",
                    "clientMutationId: String",
                ]),
            InputType(
                "MarkRunFilesUploadedInput",
                fields: [
                    "entityName: String!", "projectName: String!", "runName: String!", "files: [String!]!",
                    "clientMutationId: String",
                ]),
            InputType("DeleteFilesInput", fields: ["files: [ID!]!", "projectId: Int", "clientMutationId: String"]),
            Object<CreateRunFilesPayload>("CreateRunFilesPayload") {
                Field("runID", "ID!", .parent) { payload, _, _ in payload.run.globalID.text }
                Field("uploadHeaders", "[String!]!", .parent) { _, _, _ in [String]() }
                Field("files", "[File!]!", .parent) { payload, _, _ in
                    payload.files.map { FileNode(content: .run($0, run: payload.run)) }
                }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            SuccessPayload.type("MarkRunFilesUploadedPayload", MarkUploaded.self),
            SuccessPayload.type("DeleteFilesPayload", DeleteFiles.self),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("createRunFiles", "CreateRunFilesPayload", arguments: ["input: CreateRunFilesInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
            let (name, files) = (try input.string("runName"), input.strings("files"))
            return try await context.write { access in
                let run = try access.run(name, project: project, entity: entity, for: .write)
                return CreateRunFilesPayload(
                    run: run, files: try access.tx.files.declare(run: run.id, names: files),
                    clientMutationId: input.optionalString("clientMutationId"))
            }
        }
        Field(
            "markRunFilesUploaded", "MarkRunFilesUploadedPayload", arguments: ["input: MarkRunFilesUploadedInput!"],
            .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
            let (name, files) = (try input.string("runName"), input.strings("files"))
            try await context.write { access in
                let run = try access.run(name, project: project, entity: entity, for: .write)
                for file in files where try access.tx.files.find(run: run.id, name: file)?.isUploaded != true {
                    throw ServerError.notFound("file '\(file)'; its upload has not arrived: it")
                }
            }
            return SuccessPayload<MarkUploaded>(input)
        }
        Field("deleteFiles", "DeleteFilesPayload", arguments: ["input: DeleteFilesInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let ids = input.strings("files")
            try await context.write { access in
                var files: [Int64] = []
                for text in ids {
                    guard case .file(let id) = try? GlobalID(text), let file = try access.tx.files.find(id: id) else {
                        throw ServerError.notFound("file '\(text)'")
                    }
                    _ = try access.run(id: file.runID, for: .write, parts: .none)
                    files.append(id)
                }
                _ = try access.tx.files.delete(files)
            }
            return SuccessPayload<DeleteFiles>(input)
        }
    }
}

struct CreateRunFilesPayload: GraphQLObject {
    static let graphQLTypeName = "CreateRunFilesPayload"
    let run: Run
    let files: [RunFile]
    let clientMutationId: String?
}

enum MarkUploaded: MutationName { static let payloadName = "MarkRunFilesUploadedPayload" }
enum DeleteFiles: MutationName { static let payloadName = "DeleteFilesPayload" }
