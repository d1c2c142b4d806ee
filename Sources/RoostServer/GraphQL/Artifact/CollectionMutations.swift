import RoostCatalog
import RoostGraphQL

/// Changing and deleting collections and tagging them.
enum CollectionMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "UpdateArtifactSequenceInput",
                fields: [
                    "artifactSequenceID: ID!", "name: String", "description: String", "clientMutationId: String",
                ]),
            InputType(
                "UpdateArtifactPortfolioInput",
                fields: [
                    "artifactPortfolioID: ID!", "name: String", "description: String", "clientMutationId: String",
                ]),
            InputType(
                "MoveArtifactSequenceInput",
                fields: [
                    "artifactSequenceID: ID!", "destinationArtifactTypeName: String!", "clientMutationId: String",
                ]),
            InputType("DeleteArtifactSequenceInput", fields: ["artifactSequenceID: ID!", "clientMutationId: String"]),
            InputType(
                "DeleteArtifactPortfolioInput", fields: ["artifactPortfolioID: ID!", "clientMutationId: String"]),
            InputType("CreateArtifactCollectionTagAssignmentsInput", fields: tagFields),
            InputType("DeleteArtifactCollectionTagAssignmentsInput", fields: tagFields),
            CollectionPayload<UpdateSequence>.type(), CollectionPayload<UpdatePortfolio>.type(),
            CollectionPayload<MoveSequence>.type(), CollectionPayload<DeleteSequence>.type(),
            CollectionPayload<DeletePortfolio>.type(),
            Object<CollectionTagsPayload>("CreateArtifactCollectionTagAssignmentsPayload") {
                Field("tags", "[Tag!]!", .parent) { payload, _, _ in payload.tags.map(TagNode.init) }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            SuccessPayload.type("DeleteArtifactCollectionTagAssignmentsPayload", RemoveCollectionTags.self),
        ]
    }

    /// Clients spell the mutation's id in two ways.
    private static let tagFields = [
        "entityName: String!", "projectName: String!", "artifactCollectionName: String!", "tags: [TagInput!]!",
        "clientMutationId: String", "clientMutationID: String",
    ]

    @MutationFields static var mutations: [MutationField] {
        changes
        deletions
        tags
    }

    @MutationFields private static var changes: [MutationField] {
        Field(
            "updateArtifactSequence", "UpdateArtifactSequencePayload",
            arguments: ["input: UpdateArtifactSequenceInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let collection = try await update(input.string("artifactSequenceID"), .sequence, input, context)
            return CollectionPayload<UpdateSequence>(input, collection)
        }
        Field(
            "updateArtifactPortfolio", "UpdateArtifactPortfolioPayload",
            arguments: ["input: UpdateArtifactPortfolioInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let collection = try await update(input.string("artifactPortfolioID"), .portfolio, input, context)
            return CollectionPayload<UpdatePortfolio>(input, collection)
        }
        Field(
            "moveArtifactSequence", "MoveArtifactSequencePayload", arguments: ["input: MoveArtifactSequenceInput!"],
            .writesProject, "Gives a sequence another type."
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let id = try input.string("artifactSequenceID")
            let type = try input.string("destinationArtifactTypeName")
            let collection = try await context.write { access in
                let collection = try access.writableCollection(globalID: id, kind: .sequence)
                return try access.tx.artifacts.moveCollection(collection.id, toType: type)
            }
            return CollectionPayload<MoveSequence>(input, collection)
        }
    }

    @MutationFields private static var deletions: [MutationField] {
        Field(
            "deleteArtifactSequence", "DeleteArtifactSequencePayload",
            arguments: ["input: DeleteArtifactSequenceInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let collection = try await delete(input.string("artifactSequenceID"), .sequence, context)
            return CollectionPayload<DeleteSequence>(input, collection)
        }
        Field(
            "deleteArtifactPortfolio", "DeleteArtifactPortfolioPayload",
            arguments: ["input: DeleteArtifactPortfolioInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let collection = try await delete(input.string("artifactPortfolioID"), .portfolio, context)
            return CollectionPayload<DeletePortfolio>(input, collection)
        }
    }

    @MutationFields private static var tags: [MutationField] {
        Field(
            "createArtifactCollectionTagAssignments", "CreateArtifactCollectionTagAssignmentsPayload",
            arguments: ["input: CreateArtifactCollectionTagAssignmentsInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let tags = try input.tagNames("tags")
            try await context.write { access in
                try access.tx.artifacts.addCollectionTags(try tagged(input, access).id, tags)
            }
            return CollectionTagsPayload(tags: tags, clientMutationId: input.optionalString("clientMutationId"))
        }
        Field(
            "deleteArtifactCollectionTagAssignments", "DeleteArtifactCollectionTagAssignmentsPayload",
            arguments: ["input: DeleteArtifactCollectionTagAssignmentsInput!"], .writesProject
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let tags = try input.tagNames("tags")
            try await context.write { access in
                try access.tx.artifacts.removeCollectionTags(try tagged(input, access).id, tags)
            }
            return SuccessPayload<RemoveCollectionTags>(input)
        }
    }

    private static func update(
        _ id: String, _ kind: ArtifactCollection.Kind, _ input: Arguments, _ context: QueryContext
    ) async throws -> ArtifactCollection {
        let (name, description) = (input.optionalString("name"), input.optionalString("description"))
        return try await context.write { access in
            let collection = try access.writableCollection(globalID: id, kind: kind)
            return try access.tx.artifacts.updateCollection(collection.id, name: name, description: description)
        }
    }

    private static func delete(
        _ id: String, _ kind: ArtifactCollection.Kind, _ context: QueryContext
    ) async throws -> ArtifactCollection {
        try await context.write { access in
            let collection = try access.writableCollection(globalID: id, kind: kind)
            return try access.tx.artifacts.deleteCollection(collection.id)
        }
    }

    private static func tagged(_ input: Arguments, _ access: Access) throws -> ArtifactCollection {
        try access.writableCollection(
            input.string("artifactCollectionName"), project: input.string("projectName"),
            entity: input.string("entityName"))
    }
}

struct CollectionTagsPayload: GraphQLObject {
    static let graphQLTypeName = "CreateArtifactCollectionTagAssignmentsPayload"
    let tags: [String]
    let clientMutationId: String?
}

enum UpdateSequence: MutationName { static let payloadName = "UpdateArtifactSequencePayload" }
enum UpdatePortfolio: MutationName { static let payloadName = "UpdateArtifactPortfolioPayload" }
enum MoveSequence: MutationName { static let payloadName = "MoveArtifactSequencePayload" }
enum DeleteSequence: MutationName { static let payloadName = "DeleteArtifactSequencePayload" }
enum DeletePortfolio: MutationName { static let payloadName = "DeleteArtifactPortfolioPayload" }
enum RemoveCollectionTags: MutationName {
    static let payloadName = "DeleteArtifactCollectionTagAssignmentsPayload"
}
