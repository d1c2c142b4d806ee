import FoundationEssentials

/// The accounts.
public struct UserRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    static let columns = """
        a.id, e.name, a.name, a.email, a.is_admin, a.entity_id, a.default_entity_id, d.name, a.account_type,
        CASE WHEN a.password_hash IS NULL THEN 0 ELSE 1 END, a.code_saving_enabled, a.created_at, a.deleted_at
        """
    static let tables = """
        account a JOIN entity e ON e.id = a.entity_id JOIN entity d ON d.id = a.default_entity_id
        """

    /// Creates a user with a personal entity, in which the user is admin.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for an impossible name;
    ///   ``CatalogError/conflict(_:)`` when the name or the address is taken.
    public func create(_ user: NewUser) throws -> User {
        let email = try checkedEmail(user.email, except: nil)
        try NameRules.checkLength(user.name, field: "name", bytes: Limits.shortTextBytes)
        let entity = try transaction.entities.insert(name: user.username, kind: .user, field: "username")
        let id = try session.insert(
            """
            INSERT INTO account (entity_id, default_entity_id, name, email, is_admin, account_type, password_hash,
                code_saving_enabled, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
            """,
            [
                .int(entity), .int(user.defaultEntityID ?? entity), .text(user.name ?? user.username),
                SQLValue(email), SQLValue(user.isAdmin), .text(user.accountType.rawValue),
                SQLValue(user.passwordHash), SQLValue(false), SQLValue(transaction.now),
            ])
        try transaction.members.set(user: id, in: entity, role: .admin)
        return try get(id)
    }

    public func find(id: Int64) throws -> User? {
        try first("a.id = $1", [.int(id)])
    }

    public func find(username: String) throws -> User? {
        try first("e.name = $1", [.text(username)])
    }

    /// Finds a user by address, whatever its case.
    public func find(email: String) throws -> User? {
        try first("lower(a.email) = lower($1)", [.text(email)])
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> User {
        guard let user = try find(id: id) else { throw CatalogError.notFound(kind: "user", name: "\(id)") }
        return user
    }

    /// Users whose username or name contains `query`, or whose address is `query`, whatever its case: exact matches of a
    /// username or an address first, then the oldest. No query lists all users.
    ///
    /// A part of an address finds nobody, so that searching does not spell out the addresses of others.
    public func search(_ query: String? = nil, _ page: PageRequest = PageRequest()) throws -> Page<User> {
        let query = query ?? ""
        let exact = "CASE WHEN lower(e.name) = lower($1) OR lower(a.email) = lower($1) THEN 0 ELSE 1 END"
        let after = try Cursor.ints(page.after, list: "users", count: 2, otherwise: -1)
        let rows = try session.rows(
            """
            SELECT \(Self.columns), \(exact) FROM \(Self.tables)
            WHERE a.deleted_at IS NULL
                AND (lower(e.name) LIKE lower($2) ESCAPE '\\' OR lower(a.name) LIKE lower($2) ESCAPE '\\'
                    OR lower(a.email) = lower($1))
                AND (\(exact) > $3 OR (\(exact) = $3 AND a.id > $4))
            ORDER BY \(exact), a.id LIMIT $5
            """,
            [
                .text(query), .text("%\(query.escapedForLike)%"), .int(after[0]), .int(after[1]),
                .int(Int64(page.first + 1)),
            ])
        let found = try rows.map { row in
            var reader = SQLRowReader(row)
            return (user: try User(&reader), rank: try reader.int())
        }
        let ranked = Page(found.map(Ranked.init), request: page) {
            Cursor(list: "users", [.int($0.rank), .int($0.user.id)])
        }
        return ranked.map(\.user)
    }

    private struct Ranked: Sendable {
        let user: User
        let rank: Int64
    }

    public func count() throws -> Int {
        Int(try session.int("SELECT count(*) FROM account WHERE deleted_at IS NULL") ?? 0)
    }

    public func update(_ id: Int64, _ change: UserChange) throws -> User {
        let user = try get(id)
        try NameRules.checkLength(change.name, field: "name", bytes: Limits.shortTextBytes)
        let email = change.email == nil ? user.email : try checkedEmail(change.email, except: id)
        if let entity = change.defaultEntityID { _ = try transaction.entities.get(entity) }
        try session.execute(
            """
            UPDATE account SET name = $2, email = $3, is_admin = $4, code_saving_enabled = $5, default_entity_id = $6
            WHERE id = $1
            """,
            [
                .int(id), .text(change.name ?? user.name), SQLValue(email), SQLValue(change.isAdmin ?? user.isAdmin),
                SQLValue(change.codeSavingEnabled ?? user.codeSavingEnabled),
                .int(change.defaultEntityID ?? user.defaultEntityID),
            ])
        return try get(id)
    }

    /// Sets the text made by ``Password/hash(_:)``; `nil` takes the password away. Signed-in sessions end, but for the
    /// one that is named.
    public func setPasswordHash(_ id: Int64, _ hash: String?, keepingSession session: Int64? = nil) throws {
        _ = try get(id)
        try self.session.execute("UPDATE account SET password_hash = $2 WHERE id = $1", [.int(id), SQLValue(hash)])
        try transaction.sessions.deleteOthers(user: id, except: session)
    }

    /// What ``Password/verify(_:against:)`` needs; `nil` when the user has no password.
    public func passwordHash(_ id: Int64) throws -> String? {
        guard
            let row = try session.row(
                "SELECT password_hash FROM account WHERE id = $1 AND deleted_at IS NULL", [.int(id)])
        else { return nil }
        var reader = SQLRowReader(row)
        return try reader.optionalText()
    }

    /// Deletes a user, the personal entity with its projects, all keys, sessions and memberships. The runs that
    /// the user logged into other entities stay.
    public func delete(_ id: Int64) throws {
        let user = try get(id)
        try session.execute(
            "UPDATE account SET deleted_at = $2, password_hash = NULL WHERE id = $1",
            [.int(id), SQLValue(transaction.now)])
        try session.execute(
            "UPDATE api_key SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL",
            [.int(id), SQLValue(transaction.now)])
        try transaction.sessions.deleteAll(user: id)
        try session.execute("DELETE FROM member WHERE account_id = $1", [.int(id)])
        try session.execute("DELETE FROM invite WHERE account_id = $1", [.int(id)])
        try transaction.entities.delete(user.entityID)
    }

    private func first(_ condition: String, _ arguments: [SQLValue]) throws -> User? {
        let row = try session.row(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE a.deleted_at IS NULL AND \(condition)", arguments)
        return try row.map { row in
            var reader = SQLRowReader(row)
            return try User(&reader)
        }
    }

    private func checkedEmail(_ email: String?, except id: Int64?) throws -> String? {
        guard let email, !email.isEmpty else { return nil }
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard email.utf8.count <= 320, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            !email.contains(where: { $0.isWhitespace || $0.unicodeScalars.contains(where: \.isControl) })
        else { throw CatalogError.invalid(field: "email", value: email, expected: "an address like name@example.org") }
        if let other = try find(email: email), other.id != id {
            throw CatalogError.conflict("email \"\(email)\" is taken")
        }
        return email
    }
}

extension User {
    init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        username = try reader.text()
        name = try reader.text()
        email = try reader.optionalText()
        isAdmin = try reader.bool()
        entityID = try reader.int()
        defaultEntityID = try reader.int()
        defaultEntityName = try reader.text()
        accountType = try reader.raw(AccountType.self)
        hasPassword = try reader.bool()
        codeSavingEnabled = try reader.bool()
        createdAt = try reader.date()
        deletedAt = try reader.optionalDate()
    }
}

extension String {
    /// The text with what means something to LIKE taken literally (with `\` as the escape character).
    var escapedForLike: String {
        var result = ""
        for character in self {
            if character == "%" || character == "_" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
