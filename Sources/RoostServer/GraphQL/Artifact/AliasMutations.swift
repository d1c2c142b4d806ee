import RoostCatalog
import RoostGraphQL

/// Giving versions names in their collections. Needs to read the version and to write to the collection.
enum AliasMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "AddAliasesInput",
                fields: [
                    "artifactID: ID!", "aliases: [ArtifactCollectionAliasInput!]!", "clientMutationId: String",
                ]),
            InputType(
                "DeleteAliasesInput",
                fields: [
                    "artifactID: ID!", "aliases: [ArtifactCollectionAliasInput!]!", "clientMutationId: String",
                ]),
            SuccessPayload.type("AddAliasesPayload", AddAliases.self),
            SuccessPayload.type("DeleteAliasesPayload", DeleteAliases.self),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field("addAliases", "AddAliasesPayload", arguments: ["input: AddAliasesInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            try await change(input, context) { artifacts, artifact, collection, alias in
                try artifacts.addAliases(artifact, in: collection, [alias])
            }
            return SuccessPayload<AddAliases>(input)
        }
        Field("deleteAliases", "DeleteAliasesPayload", arguments: ["input: DeleteAliasesInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            try await change(input, context) { artifacts, artifact, collection, alias in
                try artifacts.removeAliases(artifact, in: collection, [alias])
            }
            return SuccessPayload<DeleteAliases>(input)
        }
    }

    private static func change(
        _ input: Arguments, _ context: QueryContext,
        _ body:
            @escaping @Sendable (
                _ artifacts: ArtifactRepository, _ artifact: Int64, _ collection: Int64, _ alias: String
            ) throws -> Void
    ) async throws {
        let id = try input.string("artifactID")
        let aliases = input.objects("aliases")
        try await context.write { access in
            let artifact = try access.artifact(globalID: id, for: .read)
            for alias in aliases {
                let collection = try access.writableCollection(
                    alias.string("artifactCollectionName"), project: alias.string("projectName"),
                    entity: alias.string("entityName"))
                try body(access.tx.artifacts, artifact.id, collection.id, try alias.string("alias"))
            }
        }
    }
}

enum AddAliases: MutationName { static let payloadName = "AddAliasesPayload" }
enum DeleteAliases: MutationName { static let payloadName = "DeleteAliasesPayload" }
