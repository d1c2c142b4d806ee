import FoundationEssentials

/// Who belongs to which entity.
public struct MemberRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    /// Adds a member, or changes the role of one.
    public func set(user: Int64, in entity: Int64, role: Role) throws {
        _ = try transaction.users.get(user)
        _ = try transaction.entities.get(entity)
        try session.execute(
            """
            INSERT INTO member (entity_id, account_id, role, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (entity_id, account_id) DO UPDATE SET role = excluded.role
            """,
            [.int(entity), .int(user), .text(role.rawValue), SQLValue(transaction.now)])
    }

    /// Removes a member; answers whether there was one. A default entity that is gone for the user becomes the
    /// personal one.
    @discardableResult
    public func remove(user: Int64, from entity: Int64) throws -> Bool {
        let removed = try session.execute(
            "DELETE FROM member WHERE entity_id = $1 AND account_id = $2", [.int(entity), .int(user)])
        try session.execute(
            "UPDATE account SET default_entity_id = entity_id WHERE id = $2 AND default_entity_id = $1",
            [.int(entity), .int(user)])
        return removed > 0
    }

    /// The role of a user in an entity; `nil` when the user does not belong to it.
    public func role(of user: Int64, in entity: Int64) throws -> Role? {
        let row = try session.row(
            """
            SELECT m.role FROM member m JOIN entity e ON e.id = m.entity_id JOIN account a ON a.id = m.account_id
            WHERE m.entity_id = $1 AND m.account_id = $2 AND e.deleted_at IS NULL AND a.deleted_at IS NULL
            """,
            [.int(entity), .int(user)])
        return try row.map { row in
            var reader = SQLRowReader(row)
            return try reader.raw(Role.self)
        }
    }

    /// The members of an entity, by username.
    public func list(entity: Int64) throws -> [Membership] {
        try all("m.entity_id = $1", [.int(entity)], order: "e.name")
    }

    /// The entities of a user, by name; of one kind, if asked for.
    public func entities(of user: Int64, kind: EntityKind? = nil) throws -> [Membership] {
        try all(
            "m.account_id = $1 AND ($2 = '' OR o.kind = $2)", [.int(user), .text(kind?.rawValue ?? "")], order: "o.name"
        )
    }

    private func all(_ condition: String, _ arguments: [SQLValue], order: String) throws -> [Membership] {
        try session.rows(
            """
            SELECT o.id, o.name, o.kind, o.organization_id, o.default_visibility, o.created_at, o.deleted_at,
                \(UserRepository.columns), m.role, m.created_at
            FROM member m JOIN entity o ON o.id = m.entity_id
                JOIN account a ON a.id = m.account_id JOIN entity e ON e.id = a.entity_id
                JOIN entity d ON d.id = a.default_entity_id
            WHERE o.deleted_at IS NULL AND a.deleted_at IS NULL AND \(condition) ORDER BY \(order)
            """,
            arguments
        ).map { row in
            var reader = SQLRowReader(row)
            return Membership(
                entity: try Entity(&reader), user: try User(&reader), role: try reader.raw(Role.self),
                createdAt: try reader.date())
        }
    }
}
