import RoostCatalog
import RoostGraphQL

/// Linking versions into portfolios. Needs to read the version and to write to the portfolio's project.
enum LinkMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "LinkArtifactInput",
                fields: [
                    "artifactID: ID", "clientID: ID", "artifactPortfolioID: ID", "artifactPortfolioName: String",
                    "entityName: String", "projectName: String", "aliases: [ArtifactAliasInput!]",
                    "clientMutationId: String",
                ]),
            InputType(
                "UnlinkArtifactInput",
                fields: ["artifactID: ID!", "artifactPortfolioID: ID!", "clientMutationId: String"]),
            Object<LinkArtifactPayload>("LinkArtifactPayload") {
                Field("versionIndex", "Int", .parent) { payload, _, _ in payload.link.membership.versionIndex }
                Field("artifactMembership", "ArtifactCollectionMembership", .parent) { payload, _, _ in payload.link }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            Object<UnlinkArtifactPayload>("UnlinkArtifactPayload") {
                Field("success", "Boolean!", .parent) { _, _, _ in true }
                Field("artifactID", "ID", .parent) { payload, _, _ in payload.artifactID }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "linkArtifact", "LinkArtifactPayload", arguments: ["input: LinkArtifactInput!"], .writesProject,
            "Links a version into a portfolio, which is made when it is missing; once more only adds the aliases."
        ) { _, arguments, context in
            try await link(arguments.object("input"), context)
        }
        Field("unlinkArtifact", "UnlinkArtifactPayload", arguments: ["input: UnlinkArtifactInput!"], .writesProject) {
            _, arguments, context in
            let input = try arguments.object("input")
            let (id, portfolioID) = (try input.string("artifactID"), try input.string("artifactPortfolioID"))
            try await context.write { access in
                let artifact = try access.artifact(globalID: id, for: .read)
                let portfolio = try access.writableCollection(globalID: portfolioID, kind: .portfolio)
                try access.tx.artifacts.unlink(artifact.id, from: portfolio.id)
            }
            return UnlinkArtifactPayload(
                artifactID: id, clientMutationId: input.optionalString("clientMutationId"))
        }
    }

    private static func link(_ input: Arguments, _ context: QueryContext) async throws -> LinkArtifactPayload {
        let aliases = try input.objects("aliases").map { try $0.string("alias") }
        return try await context.write { access in
            let artifact = try source(input, access)
            let (project, portfolio) = try target(input, access)
            let membership = try access.tx.artifacts.link(
                artifact.id, project: project, portfolio: portfolio, aliases: aliases)
            return LinkArtifactPayload(
                link: MembershipNode(membership: membership, artifact: artifact),
                clientMutationId: input.optionalString("clientMutationId"))
        }
    }

    /// The version that is linked, by its id or the id that its client gave it.
    private static func source(_ input: Arguments, _ access: Access) throws -> Artifact {
        if let id = input.text("artifactID") { return try access.artifact(globalID: id, for: .read) }
        guard let clientID = input.text("clientID") else {
            throw ServerError.invalid(field: "artifactID", value: "null", expected: "an artifact's id, or clientID")
        }
        guard let artifact = try access.artifact(clientID: clientID) else {
            throw ServerError.notFound("artifact '\(clientID)'")
        }
        return artifact
    }

    /// The row of the portfolio's project and the portfolio's name.
    private static func target(_ input: Arguments, _ access: Access) throws -> (Int64, String) {
        if let id = input.text("artifactPortfolioID") {
            let portfolio = try access.writableCollection(globalID: id, kind: .portfolio)
            return (portfolio.projectID, portfolio.name)
        }
        guard let name = input.text("artifactPortfolioName"), let projectName = input.text("projectName") else {
            throw ServerError.invalid(
                field: "artifactPortfolioName", value: input.text("artifactPortfolioName") ?? "null",
                expected: "a portfolio's name with its projectName, or artifactPortfolioID")
        }
        let project = try access.projectMadeForWriting(projectName, entity: input.optionalString("entityName"))
        return (project.id, name)
    }
}

struct LinkArtifactPayload: GraphQLObject {
    static let graphQLTypeName = "LinkArtifactPayload"
    let link: MembershipNode
    let clientMutationId: String?
}

struct UnlinkArtifactPayload: GraphQLObject {
    static let graphQLTypeName = "UnlinkArtifactPayload"
    let artifactID: String
    let clientMutationId: String?
}
