import FoundationEssentials

/// Signed-in browsers, and links that sign one in once.
public struct SessionRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    /// Begins a session of a user.
    public func create(user: Int64, seconds: Double) throws -> NewWebSession {
        _ = try transaction.users.get(user)
        let token = SecretToken.hex(bytes: 32)
        let expiry = Date(microseconds: transaction.now.addingTimeInterval(seconds).microseconds)
        let id = try session.insert(
            "INSERT INTO web_session (account_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4) RETURNING id",
            [.int(user), .blob(SecretToken.hash(token)), SQLValue(transaction.now), SQLValue(expiry)])
        let created = WebSession(id: id, userID: user, createdAt: transaction.now, expiresAt: expiry)
        return NewWebSession(session: created, token: token)
    }

    /// Whose session a token belongs to; `nil` when it is unknown or expired, or the user is gone.
    public func find(token: String) throws -> SessionOwner? {
        guard token.utf8.count <= Limits.secretBytes,
            let row = try session.row(
                "SELECT id, account_id, created_at, expires_at FROM web_session WHERE hash = $1 AND expires_at > $2",
                [.blob(SecretToken.hash(token)), SQLValue(transaction.now)])
        else { return nil }
        var reader = SQLRowReader(row)
        let found = WebSession(
            id: try reader.int(), userID: try reader.int(), createdAt: try reader.date(), expiresAt: try reader.date())
        guard let user = try transaction.users.find(id: found.userID) else { return nil }
        return SessionOwner(user: user, session: found)
    }

    /// Signs a browser out; answers whether it was signed in.
    @discardableResult
    public func delete(token: String) throws -> Bool {
        try session.execute("DELETE FROM web_session WHERE hash = $1", [.blob(SecretToken.hash(token))]) > 0
    }

    /// The sessions of a user that have not expired, newest first.
    public func list(user: Int64) throws -> [WebSession] {
        try session.rows(
            """
            SELECT id, account_id, created_at, expires_at FROM web_session
            WHERE account_id = $1 AND expires_at > $2 ORDER BY id DESC
            """, [.int(user), SQLValue(transaction.now)]
        ).map { row in
            var reader = SQLRowReader(row)
            return WebSession(
                id: try reader.int(), userID: try reader.int(), createdAt: try reader.date(),
                expiresAt: try reader.date())
        }
    }

    /// Ends a session of a user; answers whether there was one.
    @discardableResult
    public func delete(id: Int64, user: Int64) throws -> Bool {
        try session.execute("DELETE FROM web_session WHERE id = $1 AND account_id = $2", [.int(id), .int(user)]) > 0
    }

    /// Signs a user out everywhere but in one session; links that were not used yet are void.
    public func deleteOthers(user: Int64, except kept: Int64?) throws {
        try session.execute(
            "DELETE FROM web_session WHERE account_id = $1 AND id <> $2", [.int(user), .int(kept ?? 0)])
        try session.execute("DELETE FROM sign_in_link WHERE account_id = $1", [.int(user)])
    }

    /// Signs a user out everywhere; links that were not used yet are void.
    public func deleteAll(user: Int64) throws {
        try session.execute("DELETE FROM web_session WHERE account_id = $1", [.int(user)])
        try session.execute("DELETE FROM sign_in_link WHERE account_id = $1", [.int(user)])
    }

    /// Forgets sessions and links that have expired.
    public func purgeExpired() throws {
        try session.execute("DELETE FROM web_session WHERE expires_at <= $1", [SQLValue(transaction.now)])
        try session.execute("DELETE FROM sign_in_link WHERE expires_at <= $1", [SQLValue(transaction.now)])
    }

    /// Makes the secret part of a link that signs a user in once.
    public func createLink(user: Int64, seconds: Double) throws -> String {
        _ = try transaction.users.get(user)
        let token = SecretToken.hex(bytes: 32)
        try session.execute(
            "INSERT INTO sign_in_link (hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
            [
                .blob(SecretToken.hash(token)), .int(user), SQLValue(transaction.now),
                SQLValue(transaction.now.addingTimeInterval(seconds)),
            ])
        return token
    }

    /// Uses a link up; `nil` when it is unknown, used or expired, or the user is gone. Of several attempts at the
    /// same time one succeeds.
    public func redeemLink(_ token: String) throws -> User? {
        guard token.utf8.count <= Limits.secretBytes else { return nil }
        let user = try session.int(
            "DELETE FROM sign_in_link WHERE hash = $1 AND expires_at > $2 RETURNING account_id",
            [.blob(SecretToken.hash(token)), SQLValue(transaction.now)])
        return try user.flatMap(transaction.users.find(id:))
    }
}
