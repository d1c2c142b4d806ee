import RoostCatalog
import RoostGraphQL

enum IdentityQueries {
    @QueryFields static var queries: [QueryField] {
        Field("viewer", "User", .open, "The user whose key this is; null without one.") { _, _, context in
            guard let id = context.caller.user?.id else { return UserNode?.none }
            return try await context.read { access in try access.tx.users.find(id: id).map(UserNode.init) }
        }
        Field(
            "entity", "Entity", arguments: ["name: String"], .lookup,
            "An owner of projects; for a free name what could be made under it (`available`)."
        ) { _, arguments, context in
            let name = arguments.optionalString("name")
            return try await context.read { access -> EntityNode? in
                if let entity = try access.entity(name) { return EntityNode(entity: entity) }
                guard access.caller.user != nil, let name, try access.tx.entities.isFree(name) else { return nil }
                return EntityNode(freeName: name)
            }
        }
        Field("user", "User", arguments: ["userName: String"], .signedIn) { _, arguments, context in
            guard let name = arguments.optionalString("userName") else { return UserNode?.none }
            return try await context.read { access in try access.tx.users.find(username: name).map(UserNode.init) }
        }
        Field(
            "users", "UserConnection", arguments: ["query: String", "first: Int = 50", "after: String"], .signedIn
        ) { _, arguments, context in
            let query = arguments.optionalString("query")
            let request = try arguments.page()
            let page = try await context.read { access in try access.tx.users.search(query, request) }
            return Connection<UserNode>(page, node: UserNode.init)
        }
        Field("organization", "Organization", arguments: ["name: String!"], .lookup) { _, arguments, context in
            let name = try arguments.string("name")
            return try await context.read { access in
                guard let entity = try access.tx.entities.find(name: name), entity.kind == .organization,
                    try access.role(in: entity.id) != nil
                else { throw ServerError.notFound("organization '\(name)'") }
                return OrganizationNode(entity: entity)
            }
        }
    }
}
