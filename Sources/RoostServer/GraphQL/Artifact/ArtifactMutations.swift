import RoostCatalog
import RoostGraphQL

/// Everything that changes artifacts.
enum ArtifactMutations {
    static func types() -> [any TypeDeclaration] {
        ArtifactCreation.types() + ArtifactUpload.types() + ManifestMutations.types() + ArtifactChanges.types()
            + AliasMutations.types() + LinkMutations.types() + CollectionMutations.types()
    }

    @MutationFields static var mutations: [MutationField] {
        ArtifactCreation.mutations
        ArtifactUpload.mutations
        ManifestMutations.mutations
        ArtifactChanges.mutations
        AliasMutations.mutations
        LinkMutations.mutations
        CollectionMutations.mutations
    }
}

/// The payload of a mutation that answers a version.
struct ArtifactPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let artifact: ArtifactNode
    let clientMutationId: String?

    init(_ input: Arguments, _ artifact: Artifact) {
        self.artifact = ArtifactNode(artifact: artifact)
        clientMutationId = input.optionalString("clientMutationId")
    }

    static func type() -> Object<ArtifactPayload> {
        Object(graphQLTypeName) {
            Field("artifact", "Artifact!", .parent) { payload, _, _ in payload.artifact }
            Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
        }
    }
}

/// The payload of a mutation that answers a collection.
struct CollectionPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let collection: CollectionNode
    let clientMutationId: String?

    init(_ input: Arguments, _ collection: ArtifactCollection) {
        self.collection = CollectionNode(collection: collection)
        clientMutationId = input.optionalString("clientMutationId")
    }

    static func type() -> Object<CollectionPayload> {
        Object(graphQLTypeName) {
            Field("artifactCollection", "ArtifactCollection!", .parent) { payload, _, _ in payload.collection }
            Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
        }
    }
}
