import FoundationEssentials

/// Invitations to teams.
public struct InviteRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    private static let columns = """
        i.id, i.entity_id, e.name, i.email, i.account_id, u.name, i.role, i.created_by, i.created_at, i.expires_at
        """
    private static let tables = """
        invite i JOIN entity e ON e.id = i.entity_id LEFT JOIN account a ON a.id = i.account_id
            LEFT JOIN entity u ON u.id = a.entity_id
        """

    /// Invites a user or the holder of an address.
    ///
    /// - Parameters:
    ///   - user: the invited user, if known; otherwise `email` must be given.
    ///   - by: who invites.
    ///   - seconds: how long the invitation holds; `nil` for ever.
    public func create(
        entity: Int64, user: Int64? = nil, email: String? = nil, role: Role = .member, by: Int64? = nil,
        seconds: Double? = nil
    ) throws -> NewInvite {
        _ = try transaction.entities.get(entity)
        guard user != nil || email?.contains("@") == true else {
            throw CatalogError.invalid(
                field: "invite", value: email ?? "", expected: "a known user or an address like name@example.org")
        }
        if let user { _ = try transaction.users.get(user) }
        let token = SecretToken.hex(bytes: 32)
        let id = try session.insert(
            """
            INSERT INTO invite (entity_id, email, account_id, role, hash, created_by, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
            """,
            [
                .int(entity), SQLValue(email), SQLValue(user), .text(role.rawValue),
                .blob(SecretToken.hash(token)), SQLValue(by), SQLValue(transaction.now),
                SQLValue(seconds.map(transaction.now.addingTimeInterval)),
            ])
        guard let invite = try find(id: id) else { throw CatalogError.notFound(kind: "invite", name: "\(id)") }
        return NewInvite(invite: invite, token: token)
    }

    public func find(id: Int64) throws -> Invite? {
        try all("i.id = $1", [.int(id)]).first
    }

    /// The open invitations of an entity, oldest first.
    public func list(entity: Int64) throws -> [Invite] {
        try all("i.entity_id = $1 ORDER BY i.id", [.int(entity)])
    }

    /// Withdraws an invitation; answers whether there was one.
    @discardableResult
    public func delete(_ id: Int64, entity: Int64) throws -> Bool {
        try session.execute("DELETE FROM invite WHERE id = $1 AND entity_id = $2", [.int(id), .int(entity)]) > 0
    }

    /// Uses an invitation up: the user becomes a member. One that names a user serves that user only.
    ///
    /// - Returns: the entity that the user now belongs to; `nil` when the token is unknown, used or expired.
    public func accept(token: String, user: Int64) throws -> Entity? {
        guard token.utf8.count <= Limits.secretBytes,
            let invite = try all("i.hash = $1", [.blob(SecretToken.hash(token))]).first,
            invite.userID == nil || invite.userID == user
        else { return nil }
        try delete(invite.id, entity: invite.entityID)
        let role = try transaction.members.role(of: user, in: invite.entityID)
        if role.map({ $0 < invite.role }) ?? true {
            try transaction.members.set(user: user, in: invite.entityID, role: invite.role)
        }
        return try transaction.entities.get(invite.entityID)
    }

    private func all(_ condition: String, _ arguments: [SQLValue]) throws -> [Invite] {
        let now = transaction.now.microseconds
        return try session.rows(
            """
            SELECT \(Self.columns) FROM \(Self.tables) WHERE e.deleted_at IS NULL
                AND (i.expires_at IS NULL OR i.expires_at > \(now)) AND \(condition)
            """,
            arguments, reused: false
        ).map(Invite.init)
    }
}

extension Invite {
    fileprivate init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        entityID = try reader.int()
        entityName = try reader.text()
        email = try reader.optionalText()
        userID = try reader.optionalInt()
        username = try reader.optionalText()
        role = try reader.raw(Role.self)
        createdBy = try reader.optionalInt()
        createdAt = try reader.date()
        expiresAt = try reader.optionalDate()
    }
}
