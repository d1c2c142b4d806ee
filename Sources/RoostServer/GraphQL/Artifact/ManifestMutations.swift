import RoostCatalog
import RoostGraphQL

/// Announcing the manifests of an artifact.
enum ManifestMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "CreateArtifactManifestInput",
                fields: [
                    "entityName: String", "projectName: String", "runName: String", "artifactID: ID!",
                    "baseArtifactID: ID", "name: String!", "digest: String!", "type: ArtifactManifestType = FULL",
                    "clientMutationId: String",
                ]),
            InputType(
                "UpdateArtifactManifestInput",
                fields: [
                    "artifactManifestID: ID!", "digest: String", "baseArtifactID: ID", "clientMutationId: String",
                ]),
            ManifestPayload<CreateArtifactManifest>.type(), ManifestPayload<UpdateArtifactManifest>.type(),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "createArtifactManifest", "CreateArtifactManifestPayload",
            arguments: ["input: CreateArtifactManifestInput!"], .writesProject,
            "Announces a manifest; asked again for the same artifact and name, it answers the same one."
        ) { _, arguments, context in
            try await create(arguments.object("input"), context)
        }
        Field(
            "updateArtifactManifest", "UpdateArtifactManifestPayload",
            arguments: ["input: UpdateArtifactManifestInput!"], .writesProject
        ) { _, arguments, context in
            try await update(arguments.object("input"), context)
        }
    }

    private static func create(
        _ input: Arguments, _ context: QueryContext
    ) async throws -> ManifestPayload<CreateArtifactManifest> {
        let (id, name, md5) = (try input.string("artifactID"), try input.string("name"), try input.string("digest"))
        let (baseID, runName) = (input.text("baseArtifactID"), input.text("runName"))
        let kind = input.optionalString("type").flatMap(ArtifactManifest.Kind.init) ?? .full
        return try await context.write { access in
            let artifact = try access.artifact(globalID: id, for: .write)
            let project = try access.project(id: artifact.projectID)
            let run = try runName.flatMap { name in
                try project.flatMap { try access.run(name, in: $0, parts: .none) }
            }
            let manifest = try access.tx.artifacts.createManifest(
                artifact: artifact.id, name: name, kind: kind, md5: md5, base: try base(baseID, access),
                run: run?.id)
            return ManifestPayload(input, manifest, of: artifact)
        }
    }

    private static func update(
        _ input: Arguments, _ context: QueryContext
    ) async throws -> ManifestPayload<UpdateArtifactManifest> {
        let id = try input.string("artifactManifestID")
        let (md5, baseID) = (input.text("digest"), input.text("baseArtifactID"))
        return try await context.write { access in
            guard case .artifactManifest(let row) = try? GlobalID(id),
                let known = try access.tx.artifacts.manifest(id: row),
                let artifact = try access.artifact(id: known.artifactID)
            else { throw ServerError.notFound("artifact manifest '\(id)'") }
            try access.require(.write, onProject: artifact.projectID)
            guard artifact.state == .pending else {
                throw ServerError.conflict("artifact '\(artifact.sequenceName)' is not pending")
            }
            let manifest = try access.tx.artifacts.updateManifest(row, md5: md5, base: try base(baseID, access))
            return ManifestPayload(input, manifest, of: artifact)
        }
    }

    /// The row of the version that a manifest builds on.
    private static func base(_ id: String?, _ access: Access) throws -> Int64? {
        try id.map { try access.artifact(globalID: $0, for: .read).id }
    }
}

/// The payload of a mutation that answers a manifest.
struct ManifestPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let manifest: ManifestNode
    let clientMutationId: String?

    init(_ input: Arguments, _ manifest: ArtifactManifest, of artifact: Artifact) {
        self.manifest = ManifestNode(content: .announced(manifest, of: artifact))
        clientMutationId = input.optionalString("clientMutationId")
    }

    static func type() -> Object<ManifestPayload> {
        Object(graphQLTypeName) {
            Field("artifactManifest", "ArtifactManifest!", .parent) { payload, _, _ in payload.manifest }
            Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
        }
    }
}

enum CreateArtifactManifest: MutationName { static let payloadName = "CreateArtifactManifestPayload" }
enum UpdateArtifactManifest: MutationName { static let payloadName = "UpdateArtifactManifestPayload" }
