import RoostCatalog
import RoostGraphQL
import RoostJSON

/// A user. Mail address and keys show only to the user and to administrators.
struct UserNode: GraphQLObject, ConnectionKind {
    typealias Node = UserNode
    static let graphQLTypeName = "User"
    static let connectionName = "User"

    let user: User

    static func types() -> [any TypeDeclaration] {
        [
            Object<UserNode>("User", fields: head + settings + groups),
            Object<APIKeyNode>("ApiKey") {
                Field("id", "ID!", .parent) { node, _, _ in node.key.globalID.text }
                Field("name", "String!", .parent, "The start of the key; the whole key in the answer that makes it.") {
                    node, _, _ in
                    node.secret ?? node.key.hint
                }
                Field("description", "String", .parent) { node, _, _ in node.key.name }
                Field("createdAt", "DateTime!", .parent) { node, _, _ in node.key.createdAt.wire }
                Field("expiresAt", "DateTime", .parent) { node, _, _ in node.key.expiresAt?.wire }
                Field("lastUsedAt", "DateTime", .parent, "To the minute.") { node, _, _ in node.key.lastUsedAt?.wire }
            },
        ] + Connection<APIKeyNode>.types(node: "ApiKey") + Connection<UserNode>.types(node: "User")
    }

    @FieldsBuilder<UserNode, QueryContext> private static var head: [Field<UserNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.user.globalID.text }
        Field("name", "String!", .parent) { node, _, _ in node.user.name }
        Field("username", "String", .parent) { node, _, _ in node.user.username }
        Field("email", "String", .parent) { node, _, context in
            node.isOpen(to: context.caller) ? node.user.email : nil
        }
        Field("admin", "Boolean", .parent) { node, _, _ in node.user.isAdmin }
        Field("accountType", "String", .parent) { node, _, _ in node.user.accountType.rawValue.uppercased() }
        Field("entity", "String", .parent, "The entity for runs that name none.") { node, _, _ in
            node.user.defaultEntityName
        }
        Field("flags", "JSONString", .parent) { node, _, _ in
            // A "no" here would overrule clients that were told to save code; without the key they decide themselves.
            JSON.object(node.user.codeSavingEnabled ? ["code_saving_enabled": true] : [:]).text
        }
        Field("photoUrl", "String", .parent) { _, _, _ in String?.none }
        Field("deletedAt", "DateTime", .parent) { node, _, _ in node.user.deletedAt?.wire }
    }

    /// What only the user and administrators see.
    @FieldsBuilder<UserNode, QueryContext> private static var settings: [Field<UserNode, QueryContext>] {
        Field("codeSavingEnabled", "Boolean", .parent) { node, _, context in
            node.isOpen(to: context.caller) ? node.user.codeSavingEnabled : nil
        }
        Field("hasPassword", "Boolean", .parent) { node, _, context in
            guard node.isOpen(to: context.caller), !context.caller.isAttempt else { return Bool?.none }
            let id = node.user.id
            return try await context.read { access in try access.tx.users.passwordHash(id) != nil }
        }
        Field("sessions", "[WebSession!]!", .parent, "Where the caller is signed in.") { node, _, context in
            guard context.caller.user?.id == node.user.id, !context.caller.isAttempt else { return [WebSessionNode]() }
            let (id, token) = (node.user.id, context.sessionToken)
            return try await context.read { access in
                let current = try token.flatMap { try access.tx.sessions.find(token: $0) }?.session.id
                return try access.tx.sessions.list(user: id).map {
                    WebSessionNode(session: $0, isCurrent: $0.id == current)
                }
            }
        }
    }

    @FieldsBuilder<UserNode, QueryContext> private static var groups: [Field<UserNode, QueryContext>] {
        Field("apiKeys", "ApiKeyConnection", .parent) { node, _, context in
            guard node.isOpen(to: context.caller), !context.caller.isAttempt else {
                return Connection<APIKeyNode>(all: [])
            }
            let id = node.user.id
            let keys = try await context.read { access in
                try access.tx.keys.list(user: id).filter { $0.revokedAt == nil }
            }
            return Connection(all: keys.map { APIKeyNode(key: $0) })
        }
        Field("teams", "EntityConnection", .parent, "The personal entity and the teams.") { node, _, context in
            let user = node.user
            let entities = try await context.read { access in
                try [access.tx.entities.find(id: user.entityID)].compactMap(\.self)
                    + node.groups(.team, access).map(\.entity)
            }
            return Connection<EntityNode>(all: entities.map(EntityNode.init))
        }
        Field("organizations", "[Organization!]!", .parent) { node, _, context in
            try await context.read { access in
                try node.groups(.organization, access).map { OrganizationNode(entity: $0.entity) }
            }
        }
        Field("projects", "ProjectConnection", arguments: ["first: Int", "after: String"], .parent) {
            node, arguments, context in
            try await ProjectQueries.projects(of: node.user.entityName, arguments, context)
        }
    }

    /// The groups that the user belongs to, as far as the caller belongs to them too: who is in a team is for its
    /// members to know.
    private func groups(_ kind: EntityKind, _ access: Access) throws -> [Membership] {
        try access.tx.members.entities(of: user.id, kind: kind).filter { membership in
            try isOpen(to: access.caller) || access.role(in: membership.entity.id) != nil
        }
    }

    private func isOpen(to caller: Caller) -> Bool {
        caller.isServerAdmin || caller.user?.id == user.id
    }
}

/// An API key; the secret only when it was just made.
struct APIKeyNode: GraphQLObject, ConnectionKind {
    typealias Node = APIKeyNode
    static let graphQLTypeName = "ApiKey"
    static let connectionName = "ApiKey"

    let key: APIKey
    var secret: String?
}
