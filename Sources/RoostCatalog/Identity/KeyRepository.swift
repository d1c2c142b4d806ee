import FoundationEssentials

/// The API keys.
public struct KeyRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    /// How long the time of a key's last use may lag behind.
    static let useSeconds: Double = 60

    private static let columns = """
        k.id, k.account_id, k.name, k.hint, k.project_id, k.run_id, k.run_name, k.collection_id, k.created_at,
        k.expires_at, k.last_used_at, k.revoked_at
        """

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - expiresAt: when it stops to work; `nil` for never.
    ///   - projectID: the only project that it shall open.
    ///   - runID: the only run that it shall open.
    public func create(
        user: Int64, name: String, expiresAt: Date? = nil, projectID: Int64? = nil, runID: Int64? = nil
    ) throws -> NewAPIKey {
        let secret = SecretToken.hex(bytes: 20)
        let key = try add(
            user: user, name: name, secret: secret, expiresAt: expiresAt, projectID: projectID, runID: runID)
        return NewAPIKey(key: key, secret: secret)
    }

    /// Takes over a key that exists elsewhere.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` when the secret is too short to be safe;
    ///   ``CatalogError/conflict(_:)`` when it is in use.
    public func add(
        user: Int64, name: String, secret: String, expiresAt: Date? = nil, projectID: Int64? = nil,
        runID: Int64? = nil
    ) throws -> APIKey {
        _ = try transaction.users.get(user)
        try NameRules.checkLength(name, field: "key name", bytes: Limits.shortTextBytes)
        guard (32...Limits.secretBytes).contains(secret.utf8.count) else {
            throw CatalogError.invalid(field: "API key", value: "…", expected: "32 to \(Limits.secretBytes) bytes")
        }
        let live = try list(user: user).filter { isLive($0) }.count
        guard live < Limits.keysPerUser else {
            throw CatalogError.limit(name: "API keys of one user", limit: Limits.keysPerUser, value: live + 1)
        }
        let hash = SecretToken.hash(secret)
        guard try session.row("SELECT id FROM api_key WHERE hash = $1", [.blob(hash)]) == nil else {
            throw CatalogError.conflict("the API key is in use")
        }
        let id = try session.insert(
            """
            INSERT INTO api_key (account_id, name, hash, hint, project_id, run_id, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
            """,
            [
                .int(user), .text(name), .blob(hash), .text(String(secret.prefix(8))), SQLValue(projectID),
                SQLValue(runID), SQLValue(transaction.now), SQLValue(expiresAt),
            ])
        guard let key = try find(id: id) else { throw CatalogError.notFound(kind: "API key", name: "\(id)") }
        return key
    }

    /// Whom a presented key stands for; `nil` when it is unknown, revoked or expired, or its user is gone.
    public func find(presented secret: String) throws -> KeyOwner? {
        guard secret.utf8.count <= Limits.secretBytes,
            let row = try session.row(
                "SELECT \(Self.columns) FROM api_key k WHERE k.hash = $1", [.blob(SecretToken.hash(secret))])
        else { return nil }
        let key = try APIKey(row)
        guard isLive(key), let user = try transaction.users.find(id: key.userID) else { return nil }
        return KeyOwner(user: user, key: key)
    }

    public func find(id: Int64) throws -> APIKey? {
        try session.row("SELECT \(Self.columns) FROM api_key k WHERE k.id = $1", [.int(id)]).map(APIKey.init)
    }

    /// Whether a use now is worth writing down with ``touch(_:)``; so that most requests write nothing.
    public func needsTouch(_ key: APIKey) -> Bool {
        guard let used = key.lastUsedAt else { return true }
        return transaction.now.timeIntervalSince(used) >= Self.useSeconds
    }

    /// Writes down that a key was used, at most once a minute; answers whether it wrote.
    @discardableResult
    public func touch(_ id: Int64) throws -> Bool {
        let before = transaction.now.addingTimeInterval(-Self.useSeconds)
        return try session.execute(
            "UPDATE api_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)",
            [.int(id), SQLValue(transaction.now), SQLValue(before)]) > 0
    }

    /// All keys of a user, newest first, also those that no longer work; not those of attempts of queued items.
    public func list(user: Int64) throws -> [APIKey] {
        try session.rows(
            "SELECT \(Self.columns) FROM api_key k WHERE k.account_id = $1 AND k.run_name IS NULL ORDER BY k.id DESC",
            [.int(user)]
        ).map(APIKey.init)
    }

    /// Ends a key of a user; answers whether there was one that worked.
    @discardableResult
    public func revoke(_ id: Int64, user: Int64) throws -> Bool {
        try session.execute(
            "UPDATE api_key SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL AND run_name IS NULL",
            [.int(id), .int(user), SQLValue(transaction.now)]) > 0
    }

    private func isLive(_ key: APIKey) -> Bool {
        key.revokedAt == nil && key.expiresAt.map { $0 > transaction.now } ?? true
    }
}

extension APIKey {
    init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        userID = try reader.int()
        name = try reader.text()
        hint = try reader.text()
        projectID = try reader.optionalInt()
        runID = try reader.optionalInt()
        runName = try reader.optionalText()
        collectionID = try reader.optionalInt()
        createdAt = try reader.date()
        expiresAt = try reader.optionalDate()
        lastUsedAt = try reader.optionalDate()
        revokedAt = try reader.optionalDate()
    }
}
