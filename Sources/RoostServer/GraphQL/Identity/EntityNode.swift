import RoostCatalog
import RoostGraphQL

/// An owner of projects: a user, a team or an organisation; or a name that none of them has yet, which old and new
/// clients want answered like a team without members.
struct EntityNode: GraphQLObject, ConnectionKind {
    typealias Node = EntityNode
    static let graphQLTypeName = "Entity"
    static let connectionName = "Entity"

    let name: String
    /// `nil` when the name is free.
    let entity: Entity?

    init(entity: Entity) {
        name = entity.name
        self.entity = entity
    }

    init(freeName name: String) {
        self.name = name
        entity = nil
    }

    static func types() -> [any TypeDeclaration] {
        [
            Object<EntityNode>("Entity", fields: head + settings + contents + queues),
            Object<MemberNode>("Member") {
                Field("id", "ID!", .parent) { node, _, _ in node.membership.user.globalID.text }
                Field("name", "String!", .parent) { node, _, _ in node.membership.user.name }
                Field("username", "String", .parent) { node, _, _ in node.membership.user.username }
                Field("email", "String", .parent) { node, _, _ in node.membership.user.email }
                Field("admin", "Boolean", .parent) { node, _, _ in node.membership.role == .admin }
                Field("role", "String", .parent) { node, _, _ in node.membership.role.rawValue }
                Field("pending", "Boolean", .parent) { _, _, _ in false }
                Field("photoUrl", "String", .parent) { _, _, _ in String?.none }
                Field("accountType", "String", .parent) { node, _, _ in
                    node.membership.user.accountType.rawValue.uppercased()
                }
                Field("apiKey", "String", .parent, "The key of a service account, in the answer that makes it.") {
                    node, _, _ in
                    node.secret
                }
            },
            Object<OrganizationNode>("Organization") {
                Field("id", "ID!", .parent) { node, _, _ in GlobalID.organization(node.entity.id).text }
                Field("name", "String!", .parent) { node, _, _ in node.entity.name }
                Field("orgEntity", "Entity", .parent) { node, _, _ in EntityNode(entity: node.entity) }
                Field("coreWeaveOrganizationId", "String", .parent) { _, _, _ in String?.none }
                Field(
                    "featureFlags", "[FeatureFlag!]", arguments: ["rampIDType: RampIDType"], .parent
                ) { _, _, _ in
                    [FeatureFlag]()
                }
            },
            EnumType("RampIDType", values: ["OrgName", "UserName", "EntityName"]),
            Object<FeatureFlag>("FeatureFlag") {
                Field("rampKey", "String", .parent) { flag, _, _ in flag.key }
                Field("isEnabled", "Boolean!", .parent) { _, _, _ in false }
            },
        ] + Connection<EntityNode>.types(node: "Entity")
    }

    @FieldsBuilder<EntityNode, QueryContext> private static var head: [Field<EntityNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.entity?.globalID.text ?? RowlessID.text("Entity", node.name) }
        Field("name", "String!", .parent) { node, _, _ in node.name }
        Field("entityType", "String", .parent) { node, _, _ in node.entity?.kind.rawValue }
        Field("isTeam", "Boolean!", .parent) { node, _, _ in node.entity?.kind == .team }
        Field("available", "Boolean", .parent, "Whether nobody has the name.") { node, _, _ in node.entity == nil }
        Field("photoUrl", "String", .parent) { _, _, _ in String?.none }
        Field("user", "User", .parent) { node, _, context in
            guard let entity = node.entity, entity.kind == .user else { return UserNode?.none }
            return try await context.read { access in
                try access.tx.users.find(username: entity.name).map(UserNode.init)
            }
        }
        Field("organization", "Organization", .parent) { node, _, context in
            guard let id = node.entity?.organizationID else { return OrganizationNode?.none }
            let team = node.entity?.id
            return try await context.read { access in
                guard try access.role(in: id) != nil || team.flatMap(access.role(in:)) != nil else {
                    return OrganizationNode?.none
                }
                return try access.tx.entities.find(id: id).map(OrganizationNode.init)
            }
        }
        Field("viewerRole", "String", .parent, "What the caller is there: admin, member or viewer.") {
            node, _, context in
            guard let id = node.entity?.id else { return String?.none }
            return try await context.read { access in try access.role(in: id)?.rawValue }
        }
        Field("members", "[Member!]!", .parent) { node, _, context in
            guard let entity = node.entity else { return [MemberNode]() }
            return try await context.read { access in
                // Who belongs to a team is for its members to know.
                guard try access.role(in: entity.id) != nil else { return [MemberNode]() }
                return try access.tx.members.list(entity: entity.id).map { MemberNode(membership: $0) }
            }
        }
    }

    @FieldsBuilder<EntityNode, QueryContext> private static var settings: [Field<EntityNode, QueryContext>] {
        Field("defaultAccess", "String!", .parent) { node, _, _ in
            (node.entity?.defaultVisibility ?? .private).rawValue
        }
        Field("privateOnly", "Boolean!", .parent) { _, _, _ in false }
        Field("readOnly", "Boolean", .parent) { node, _, context in
            guard let id = node.entity?.id else { return true }
            return try await context.read { access in try access.role(in: id) ?? .viewer < .member }
        }
        Field("readOnlyAdmin", "Boolean!", .parent) { _, _, _ in false }
        Field("codeSavingEnabled", "Boolean!", .parent) { _, _, _ in true }
        Field("isPaid", "Boolean", .parent) { _, _, _ in false }
        Field("limits", "JSONString", .parent) { _, _, _ in String?.none }
        Field("storageBytes", "Int64!", .parent) { node, _, context in
            guard let id = node.entity?.id else { return Int64(0) }
            return try await context.read { access in
                guard try access.role(in: id) != nil else { return Int64(0) }
                return try access.tx.files.storedBytes(entity: id)
            }
        }
        Field("xxhashDigestsEnabled", "Boolean", .parent) { _, _, _ in false }
    }

    @FieldsBuilder<EntityNode, QueryContext> private static var contents: [Field<EntityNode, QueryContext>] {
        Field("project", "Project", arguments: ["name: String"], .lookup) { node, arguments, context in
            guard let name = arguments.optionalString("name") else { return ProjectNode?.none }
            let entity = node.name
            return try await context.read { access in
                try access.project(name, entity: entity).map { ProjectNode(project: $0) }
            }
        }
        Field(
            "projects", "ProjectConnection",
            arguments: ["filters: JSONString", "first: Int", "after: String", "order: String"], .lookup
        ) { node, arguments, context in
            try await ProjectQueries.projects(of: node.name, arguments, context)
        }
    }
}

struct MemberNode: GraphQLObject {
    static let graphQLTypeName = "Member"
    let membership: Membership
    var secret: String?
}

struct OrganizationNode: GraphQLObject {
    static let graphQLTypeName = "Organization"
    let entity: Entity
}

struct FeatureFlag: GraphQLObject {
    static let graphQLTypeName = "FeatureFlag"
    let key: String
}
