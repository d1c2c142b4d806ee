import RoostCatalog
import RoostGraphQL

/// What people change of their own accounts, and team administrators of their teams.
enum AccountMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType(
                "UpdateViewerInput",
                fields: [
                    "name: String", "email: String", "codeSavingEnabled: Boolean", "defaultEntity: String",
                    "currentPassword: String", "password: String", "clientMutationId: String",
                ]),
            InputType("DeleteSessionInput", fields: ["id: ID!", "clientMutationId: String"]),
            InputType("DeleteOtherSessionsInput", fields: ["clientMutationId: String"]),
            InputType(
                "UpdateMemberInput",
                fields: ["entityName: String!", "username: String!", "role: String!", "clientMutationId: String"]),
            InputType(
                "GenerateServiceAccountKeyInput",
                fields: [
                    "entityName: String!", "username: String!", "description: String", "clientMutationId: String",
                ]),
            Object<UpdateViewerPayload>("UpdateViewerPayload") {
                Field("viewer", "User", .parent) { payload, _, _ in payload.viewer }
            },
            Object<WebSessionNode>("WebSession") {
                Field("id", "ID!", .parent) { node, _, _ in GlobalID.webSession(node.session.id).text }
                Field("createdAt", "DateTime!", .parent) { node, _, _ in node.session.createdAt.wire }
                Field("expiresAt", "DateTime!", .parent) { node, _, _ in node.session.expiresAt.wire }
                Field("isCurrent", "Boolean!", .parent, "Whether the request came from it.") { node, _, _ in
                    node.isCurrent
                }
            },
            SuccessPayload.type("DeleteSessionPayload", DeletedSession.self),
            SuccessPayload.type("DeleteOtherSessionsPayload", DeletedOtherSessions.self),
            SuccessPayload.type("UpdateMemberPayload", UpdatedMember.self),
            KeyPayload<ServiceAccountKey>.type("GenerateServiceAccountKeyPayload"),
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "updateViewer", "UpdateViewerPayload", arguments: ["input: UpdateViewerInput!"], .signedIn,
            "A new password needs the current one, where there is one, and ends all other sessions."
        ) { _, arguments, context in
            try await update(arguments.object("input"), context)
        }
        Field("deleteSession", "DeleteSessionPayload", arguments: ["input: DeleteSessionInput!"], .signedIn) {
            _, arguments, context in
            let input = try arguments.object("input")
            let user = try context.caller.requireUnrestrictedUser()
            let text = try input.string("id")
            guard case .webSession(let id) = try? GlobalID(text) else {
                throw ServerError.notFound("session '\(text)'")
            }
            let isGone = try await context.write { access in try access.tx.sessions.delete(id: id, user: user.id) }
            return SuccessPayload<DeletedSession>(input, isSuccess: isGone)
        }
        Field(
            "deleteOtherSessions", "DeleteOtherSessionsPayload", arguments: ["input: DeleteOtherSessionsInput!"],
            .signedIn
        ) { _, arguments, context in
            let user = try context.caller.requireUnrestrictedUser()
            let token = context.sessionToken
            try await context.write { access in
                try access.tx.sessions.deleteOthers(user: user.id, except: access.session(of: user, token))
            }
            return SuccessPayload<DeletedOtherSessions>(try arguments.object("input"))
        }
        Field("updateMember", "UpdateMemberPayload", arguments: ["input: UpdateMemberInput!"], .administers) {
            _, arguments, context in
            let input = try arguments.object("input")
            let (team, name) = (try input.string("entityName"), try input.string("username"))
            let text = try input.string("role")
            guard let role = Role(rawValue: text) else {
                throw ServerError.invalid(
                    field: "role", value: text, expected: Role.allCases.map(\.rawValue).joined(separator: ", "))
            }
            try await context.write { access in
                let entity = try access.entityForAdministering(team)
                let user = try access.member(name, of: entity)
                try access.tx.members.set(user: user.id, in: entity.id, role: role)
            }
            return SuccessPayload<UpdatedMember>(input)
        }
        Field(
            "generateServiceAccountKey", "GenerateServiceAccountKeyPayload",
            arguments: ["input: GenerateServiceAccountKeyInput!"], .administers
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (team, name) = (try input.string("entityName"), try input.string("username"))
            let description = input.optionalString("description").flatMap { $0.isEmpty ? nil : $0 } ?? "service"
            let made = try await context.write { access in
                let entity = try access.entityForAdministering(team)
                let user = try access.member(name, of: entity)
                // A key opens all that its user may see: only an account that belongs to this team may be given one.
                guard user.accountType == .service, user.defaultEntityID == entity.id else {
                    throw ServerError.notFound("service account '\(name)' of '\(team)'")
                }
                return try access.tx.keys.create(user: user.id, name: description)
            }
            return KeyPayload<ServiceAccountKey>(input, made)
        }
    }

    private static func update(_ input: Arguments, _ context: QueryContext) async throws -> UpdateViewerPayload {
        let user = try context.caller.requireUnrestrictedUser()
        var hash: String?
        if let password = input.optionalString("password") {
            let known = try await context.read { access in try access.tx.users.passwordHash(user.id) }
            let current = input.optionalString("currentPassword") ?? ""
            // Hashing is slow on purpose, and has no place in a transaction.
            hash = try await Task.detached {
                guard known == nil || Password.verify(current, against: known) else {
                    throw ServerError.forbidden("the current password is another")
                }
                return try Password.hash(password)
            }.value
        }
        let (wanted, token) = (hash, context.sessionToken)
        let team = input.optionalString("defaultEntity")
        let change = UserChange(
            name: input.optionalString("name"), email: input.optionalString("email"),
            codeSavingEnabled: input.optionalBool("codeSavingEnabled"))
        let changed = try await context.write { access in
            var change = change
            if let team { change.defaultEntityID = try access.entityForWriting(team).id }
            if let wanted {
                let kept = try access.session(of: user, token)
                try access.tx.users.setPasswordHash(user.id, wanted, keepingSession: kept)
            }
            return try access.tx.users.update(user.id, change)
        }
        context.services.authenticator.forgetKeys()
        return UpdateViewerPayload(viewer: UserNode(user: changed))
    }
}

extension Access {
    /// The session that a request came from.
    fileprivate func session(of user: User, _ token: String?) throws -> Int64? {
        let session = try token.flatMap { try tx.sessions.find(token: $0) }?.session
        return session?.userID == user.id ? session?.id : nil
    }

    fileprivate func member(_ name: String, of entity: Entity) throws -> User {
        guard let user = try tx.users.find(username: name), try tx.members.role(of: user.id, in: entity.id) != nil
        else { throw ServerError.notFound("member '\(name)' of '\(entity.name)'") }
        return user
    }
}

struct UpdateViewerPayload: GraphQLObject {
    static let graphQLTypeName = "UpdateViewerPayload"
    let viewer: UserNode
}

/// A browser that is signed in.
struct WebSessionNode: GraphQLObject {
    static let graphQLTypeName = "WebSession"
    let session: WebSession
    let isCurrent: Bool
}

enum DeletedSession: MutationName { static let payloadName = "DeleteSessionPayload" }
enum DeletedOtherSessions: MutationName { static let payloadName = "DeleteOtherSessionsPayload" }
enum UpdatedMember: MutationName { static let payloadName = "UpdateMemberPayload" }
enum ServiceAccountKey: MutationName { static let payloadName = "GenerateServiceAccountKeyPayload" }
