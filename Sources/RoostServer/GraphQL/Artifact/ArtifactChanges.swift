import RoostCatalog
import RoostGraphQL

/// Using, changing and deleting versions.
enum ArtifactChanges {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "UseArtifactInput",
                fields: [
                    "entityName: String!", "projectName: String!", "runName: String!", "artifactID: ID!",
                    "usedAs: String", "artifactEntityName: String", "artifactProjectName: String",
                    "clientMutationId: String",
                ]),
            InputType(
                "UpdateArtifactInput",
                fields: [
                    "artifactID: ID!", "description: String", "labels: JSONString", "metadata: JSONString",
                    "aliases: [ArtifactAliasInput!]", "ttlDurationSeconds: Int64", "tagsToAdd: [TagInput!]",
                    "tagsToDelete: [TagInput!]", "clientMutationId: String",
                ]),
            InputType(
                "DeleteArtifactInput",
                fields: ["artifactID: ID!", "deleteAliases: Boolean = false", "clientMutationId: String"]),
            ArtifactPayload<UseArtifact>.type(), ArtifactPayload<UpdateArtifact>.type(),
            ArtifactPayload<DeleteArtifact>.type(),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("useArtifact", "UseArtifactPayload", arguments: ["input: UseArtifactInput!"], .writesProject) {
            _, arguments, context in
            try await use(arguments.object("input"), context)
        }
        Field("updateArtifact", "UpdateArtifactPayload", arguments: ["input: UpdateArtifactInput!"], .writesProject) {
            _, arguments, context in
            try await update(arguments.object("input"), context)
        }
        Field("deleteArtifact", "DeleteArtifactPayload", arguments: ["input: DeleteArtifactInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("artifactID")
            let deletesAliases = input.bool("deleteAliases", default: false)
            let artifact = try await context.write { access in
                let artifact = try access.artifact(globalID: id, for: .write)
                return try access.tx.artifacts.delete(artifact.id, deletingAliases: deletesAliases)
            }
            return ArtifactPayload<DeleteArtifact>(input, artifact)
        }
    }

    /// Needs to read the artifact and to write to the run.
    private static func use(_ input: Arguments, _ context: QueryContext) async throws -> ArtifactPayload<UseArtifact> {
        let (entity, project) = (try input.string("entityName"), try input.string("projectName"))
        let (name, id, usedAs) = (
            try input.string("runName"), try input.string("artifactID"), input.text("usedAs")
        )
        let (artifact, run) = try await context.write { access in
            let artifact = try access.artifact(globalID: id, for: .read)
            let run = try access.run(name, project: project, entity: entity, for: .write)
            return (try access.tx.artifacts.use(artifact.id, by: run.id, usedAs: usedAs), run.id)
        }
        context.services.live.publish(run, .run)
        return ArtifactPayload(input, artifact)
    }

    private static func update(
        _ input: Arguments, _ context: QueryContext
    ) async throws -> ArtifactPayload<UpdateArtifact> {
        let id = try input.string("artifactID")
        let change = ArtifactChange(
            description: input.optionalString("description"),
            metadata: input.optionalString("metadata").flatMap { $0 == "null" ? nil : $0 },
            ttlSeconds: input.optionalInt("ttlDurationSeconds"), tagsToAdd: try input.tagNames("tagsToAdd"),
            tagsToRemove: try input.tagNames("tagsToDelete"))
        let replacesAliases = input.optionalList("aliases") != nil
        let aliases = try input.objects("aliases").map {
            (collection: try $0.string("artifactCollectionName"), alias: try $0.string("alias"))
        }
        let artifact = try await context.write { access in
            let artifact = try access.artifact(globalID: id, for: .write)
            if replacesAliases {
                let own = aliases.filter { $0.collection == artifact.sequenceName }.map(\.alias)
                try access.tx.artifacts.replaceAliases(artifact.id, in: artifact.sequenceID, own)
            }
            return try access.tx.artifacts.update(artifact.id, change)
        }
        return ArtifactPayload(input, artifact)
    }
}

enum UseArtifact: MutationName { static let payloadName = "UseArtifactPayload" }
enum UpdateArtifact: MutationName { static let payloadName = "UpdateArtifactPayload" }
enum DeleteArtifact: MutationName { static let payloadName = "DeleteArtifactPayload" }
