import RoostCatalog
import RoostGraphQL

/// The start and the end of logging a version, and the types of versions.
enum ArtifactCreation {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "CreateArtifactInput",
                fields: [
                    "entityName: String!", "projectName: String!", "runName: String", "artifactTypeName: String!",
                    "artifactCollectionName: String", "artifactCollectionNames: [String!]", "digest: String!",
                    "digestAlgorithm: ArtifactDigestAlgorithm = MANIFEST_MD5", "description: String",
                    "labels: JSONString", "metadata: JSONString", "aliases: [ArtifactAliasInput!]",
                    "tags: [TagInput!]", "ttlDurationSeconds: Int64", "historyStep: Int64",
                    "enableDigestDeduplication: Boolean", "distributedID: String", "clientID: ID",
                    "sequenceClientID: ID", "storageRegion: String", "clientMutationId: String",
                ]),
            InputType("CommitArtifactInput", fields: ["artifactID: ID!", "clientMutationId: String"]),
            InputType(
                "CreateArtifactTypeInput",
                fields: [
                    "entityName: String!", "projectName: String!", "name: String!", "description: String",
                    "clientMutationId: String",
                ]),
            ArtifactPayload<CreateArtifact>.type(), ArtifactPayload<CommitArtifact>.type(),
            Object<CreateArtifactTypePayload>("CreateArtifactTypePayload") {
                Field("artifactType", "ArtifactType!", .parent) { payload, _, _ in payload.type }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("createArtifact", "CreateArtifactPayload", arguments: ["input: CreateArtifactInput!"], .writesProject) {
            _, arguments, context in
            try await create(arguments.object("input"), context)
        }
        Field("commitArtifact", "CommitArtifactPayload", arguments: ["input: CommitArtifactInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let artifact = try await ArtifactCommit(id: input.string("artifactID")).perform(context)
            return ArtifactPayload<CommitArtifact>(input, artifact)
        }
        Field(
            "createArtifactType", "CreateArtifactTypePayload", arguments: ["input: CreateArtifactTypeInput!"],
            .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
            let (name, description) = (try input.string("name"), input.optionalString("description"))
            let type = try await context.write { access in
                let project = try access.projectMadeForWriting(project, entity: entity)
                return try access.tx.artifacts.ensureType(project: project.id, name: name, description: description)
            }
            return CreateArtifactTypePayload(
                type: ArtifactTypeNode(type: type), clientMutationId: input.optionalString("clientMutationId"))
        }
    }

    private static func create(
        _ input: Arguments, _ context: QueryContext
    ) async throws -> ArtifactPayload<CreateArtifact> {
        let (entity, projectName) = (try input.string("entityName"), try input.string("projectName"))
        let runName = input.text("runName")
        let artifact = try await context.write { access in
            let project = try access.projectMadeForWriting(projectName, entity: entity)
            try access.requireRight(toWriteRun: runName ?? "", project: project.id)
            var new = try newArtifact(input, project: project)
            if let runName {
                guard let run = try access.run(runName, in: project, parts: .none) else {
                    throw ServerError.notFound("run '\(project.entityName)/\(project.name)/\(runName)'")
                }
                new.run = run.id
            }
            new.user = access.caller.user?.id
            return try access.tx.artifacts.create(new)
        }
        return ArtifactPayload(input, artifact)
    }

    private static func newArtifact(_ input: Arguments, project: Project) throws -> NewArtifact {
        // Old clients send a list of one name.
        guard let collection = input.text("artifactCollectionName") ?? input.strings("artifactCollectionNames").first
        else {
            throw ServerError.invalid(
                field: "artifactCollectionName", value: "null", expected: "the name of the artifact")
        }
        var new = NewArtifact(
            project: project.id, type: try input.string("artifactTypeName"), collection: collection,
            digest: try input.string("digest"))
        new.digestAlgorithm = input.optionalString("digestAlgorithm") ?? new.digestAlgorithm
        new.description = input.optionalString("description")
        new.metadata = input.optionalString("metadata").flatMap { $0 == "null" ? nil : $0 }
        new.aliases = try input.objects("aliases").map { try $0.string("alias") }
        new.tags = try input.tagNames("tags")
        new.ttlSeconds = input.optionalInt("ttlDurationSeconds")
        new.historyStep = input.optionalInt("historyStep")
        new.clientID = input.text("clientID")
        new.sequenceClientID = input.text("sequenceClientID")
        new.distributedID = input.text("distributedID")
        new.deduplicates = input.bool("enableDigestDeduplication", default: false)
        return new
    }
}

struct CreateArtifactTypePayload: GraphQLObject {
    static let graphQLTypeName = "CreateArtifactTypePayload"
    let type: ArtifactTypeNode
    let clientMutationId: String?
}

enum CreateArtifact: MutationName { static let payloadName = "CreateArtifactPayload" }
enum CommitArtifact: MutationName { static let payloadName = "CommitArtifactPayload" }
