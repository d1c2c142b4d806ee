import RoostCatalog
import RoostGraphQL

enum IdentityMutations {
    static func types() -> [any TypeDeclaration] {
        [
            InputType("CreateAnonymousEntityInput", fields: ["clientMutationId: String"]),
            InputType("GenerateApiKeyInput", fields: ["description: String", "clientMutationId: String"]),
            InputType("DeleteApiKeyInput", fields: ["id: String!", "clientMutationId: String"]),
            InputType(
                "CreateUserInput",
                fields: ["email: String", "username: String", "admin: Boolean", "clientMutationId: String"]),
            InputType(
                "CreateTeamInput",
                fields: ["teamName: String!", "teamAdminUserName: String", "clientMutationId: String"]),
            InputType(
                "CreateInviteInput",
                fields: [
                    "entityName: String", "entity: String", "email: String", "username: String", "admin: Boolean",
                    "clientMutationId: String",
                ]),
            InputType("DeleteInviteInput", fields: ["id: String", "entityName: String", "clientMutationId: String"]),
            InputType(
                "CreateServiceAccountInput",
                fields: ["entityName: String", "description: String!", "clientMutationId: String"]),
            KeyPayload<AnonymousKey>.type("CreateAnonymousEntityPayload"),
            KeyPayload<GeneratedKey>.type("GenerateApiKeyPayload"),
            SuccessPayload.type("DeleteApiKeyPayload", DeleteKey.self),
            SuccessPayload.type("DeleteInvitePayload", DeleteInvite.self),
            UserPayload<CreatedUser>.type("CreateUserPayload"),
            UserPayload<CreatedServiceAccount>.type("CreateServiceAccountPayload"),
            Object<CreateTeamPayload>("CreateTeamPayload") {
                Field("entity", "Entity", .parent) { payload, _, _ in payload.entity }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            Object<CreateInvitePayload>("CreateInvitePayload") {
                Field("invite", "Invite", .parent) { payload, _, _ in payload.invite }
                Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
            },
            Object<Invite>("Invite") {
                Field("id", "ID!", .parent) { invite, _, _ in invite.user.globalID.text }
                Field("name", "String!", .parent) { invite, _, _ in invite.user.username }
                Field("email", "String", .parent) { invite, _, _ in invite.user.email }
                Field("createdAt", "DateTime", .parent) { invite, _, _ in invite.user.createdAt.wire }
                Field("toUser", "User", .parent) { invite, _, _ in UserNode(user: invite.user) }
            },
        ]
    }

    @MutationFields static var mutations: [MutationField] {
        Field(
            "createAnonymousEntity", "CreateAnonymousEntityPayload", arguments: ["input: CreateAnonymousEntityInput!"],
            .open, "An account without a name, for `anonymous=\"must\"`, where the server allows it."
        ) { _, arguments, context in
            guard context.services.allowsAnonymousAccounts else {
                throw ServerError.forbidden("this server makes no anonymous accounts; ask its administrator for a key")
            }
            let made = try await context.write { access in
                let user = try access.tx.users.create(
                    NewUser(username: SecretName.anonymous(), accountType: .anonymous))
                return try access.tx.keys.create(user: user.id, name: "anonymous")
            }
            return KeyPayload<AnonymousKey>(try arguments.object("input"), made)
        }
        Field("generateApiKey", "GenerateApiKeyPayload", arguments: ["input: GenerateApiKeyInput!"], .signedIn) {
            _, arguments, context in
            let input = try arguments.object("input")
            let user = try context.caller.requireUnrestrictedUser()
            let name = input.optionalString("description").flatMap { $0.isEmpty ? nil : $0 } ?? "api"
            let made = try await context.write { access in try access.tx.keys.create(user: user.id, name: name) }
            return KeyPayload<GeneratedKey>(input, made)
        }
        Field("deleteApiKey", "DeleteApiKeyPayload", arguments: ["input: DeleteApiKeyInput!"], .signedIn) {
            _, arguments, context in
            let input = try arguments.object("input")
            let user = try context.caller.requireUnrestrictedUser()
            let text = try input.string("id")
            guard case .apiKey(let id) = try? GlobalID(text) else { throw ServerError.notFound("API key '\(text)'") }
            let isGone = try await context.write { access in try access.tx.keys.revoke(id, user: user.id) }
            guard isGone else { throw ServerError.notFound("API key '\(text)'") }
            context.services.authenticator.forgetKeys()
            return SuccessPayload<DeleteKey>(input)
        }
        Field("createUser", "CreateUserPayload", arguments: ["input: CreateUserInput!"], .serverAdmin) {
            _, arguments, context in
            let input = try arguments.object("input")
            let email = input.optionalString("email")
            guard let name = input.optionalString("username") ?? email?.split(separator: "@").first.map(String.init)
            else { throw ServerError.invalid(field: "email", value: email ?? "null", expected: "an e-mail address") }
            let isAdmin = input.bool("admin", default: false)
            let user = try await context.write { access in
                try access.tx.users.create(NewUser(username: name, email: email, isAdmin: isAdmin))
            }
            return UserPayload<CreatedUser>(input, user)
        }
        Field("createTeam", "CreateTeamPayload", arguments: ["input: CreateTeamInput!"], .serverAdmin) {
            _, arguments, context in
            let input = try arguments.object("input")
            let name = try input.string("teamName")
            let admin = input.optionalString("teamAdminUserName")
            let team = try await context.write { access in
                let team = try access.tx.entities.create(name: name, kind: .team)
                if let admin {
                    guard let user = try access.tx.users.find(username: admin) else {
                        throw ServerError.notFound("user '\(admin)'")
                    }
                    try access.tx.members.set(user: user.id, in: team.id, role: .admin)
                }
                return team
            }
            return CreateTeamPayload(
                entity: EntityNode(entity: team), clientMutationId: input.optionalString("clientMutationId"))
        }
        Field("createInvite", "CreateInvitePayload", arguments: ["input: CreateInviteInput!"], .administers) {
            _, arguments, context in
            try await invite(arguments.object("input"), context)
        }
        Field("deleteInvite", "DeleteInvitePayload", arguments: ["input: DeleteInviteInput!"], .administers) {
            _, arguments, context in
            let input = try arguments.object("input")
            let (text, team) = (try input.string("id"), try input.string("entityName"))
            let isGone = try await context.write { access in
                let entity = try access.entityForAdministering(team)
                guard case .user(let id) = try? GlobalID(text) else { return false }
                return try access.tx.members.remove(user: id, from: entity.id)
            }
            return SuccessPayload<DeleteInvite>(input, isSuccess: isGone)
        }
        Field(
            "createServiceAccount", "CreateServiceAccountPayload", arguments: ["input: CreateServiceAccountInput!"],
            .administers
        ) { _, arguments, context in
            let input = try arguments.object("input")
            let (team, description) = (try input.string("entityName"), try input.string("description"))
            let user = try await context.write { access in
                let entity = try access.entityForAdministering(team)
                let user = try access.tx.users.create(
                    NewUser(
                        username: SecretName.service(of: entity.name), name: description, accountType: .service,
                        defaultEntityID: entity.id))
                try access.tx.members.set(user: user.id, in: entity.id, role: .member)
                return user
            }
            return UserPayload<CreatedServiceAccount>(input, user)
        }
    }

    /// Adds a known user to a team at once; there is no mail to wait for.
    private static func invite(_ input: Arguments, _ context: QueryContext) async throws -> CreateInvitePayload {
        guard let team = input.optionalString("entityName") ?? input.optionalString("entity") else {
            throw ServerError.invalid(field: "entityName", value: "null", expected: "the team's name")
        }
        let (name, email) = (input.optionalString("username"), input.optionalString("email"))
        let role: Role = input.bool("admin", default: false) ? .admin : .member
        let user = try await context.write { access in
            let entity = try access.entityForAdministering(team)
            let known =
                if let name { try access.tx.users.find(username: name) } else {
                    try email.flatMap { try access.tx.users.find(email: $0) }
                }
            guard let user = known else {
                throw ServerError.notFound("user '\(name ?? email ?? "")'; add the user first: it")
            }
            try access.tx.members.set(user: user.id, in: entity.id, role: role)
            return user
        }
        return CreateInvitePayload(
            invite: Invite(user: user), clientMutationId: input.optionalString("clientMutationId"))
    }
}

/// Names for accounts that nobody chose a name for.
enum SecretName {
    static func anonymous() -> String { "anonymous-\(random())" }
    static func service(of team: String) -> String { "\(team.prefix(64))-service-\(random())" }

    private static func random() -> String {
        String(UInt64.random(in: 0..<(1 << 48)), radix: 36)
    }
}

struct KeyPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let key: APIKeyNode
    let clientMutationId: String?

    init(_ input: Arguments, _ made: NewAPIKey) {
        key = APIKeyNode(key: made.key, secret: made.secret)
        clientMutationId = input.optionalString("clientMutationId")
    }

    static func type(_ name: String) -> Object<KeyPayload> {
        Object(name) {
            Field("apiKey", "ApiKey", .parent) { payload, _, _ in payload.key }
            Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
        }
    }
}

struct UserPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    let user: UserNode
    let clientMutationId: String?

    init(_ input: Arguments, _ user: User) {
        self.user = UserNode(user: user)
        clientMutationId = input.optionalString("clientMutationId")
    }

    static func type(_ name: String) -> Object<UserPayload> {
        Object(name) {
            Field("user", "User", .parent) { payload, _, _ in payload.user }
            Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
        }
    }
}

struct CreateTeamPayload: GraphQLObject {
    static let graphQLTypeName = "CreateTeamPayload"
    let entity: EntityNode
    let clientMutationId: String?
}

struct CreateInvitePayload: GraphQLObject {
    static let graphQLTypeName = "CreateInvitePayload"
    let invite: Invite
    let clientMutationId: String?
}

struct Invite: GraphQLObject {
    static let graphQLTypeName = "Invite"
    let user: User
}

enum AnonymousKey: MutationName { static let payloadName = "CreateAnonymousEntityPayload" }
enum GeneratedKey: MutationName { static let payloadName = "GenerateApiKeyPayload" }
enum DeleteKey: MutationName { static let payloadName = "DeleteApiKeyPayload" }
enum DeleteInvite: MutationName { static let payloadName = "DeleteInvitePayload" }
enum CreatedUser: MutationName { static let payloadName = "CreateUserPayload" }
enum CreatedServiceAccount: MutationName { static let payloadName = "CreateServiceAccountPayload" }
