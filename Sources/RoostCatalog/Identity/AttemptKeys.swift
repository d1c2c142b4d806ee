import FoundationEssentials

/// Keys of attempts: each belongs to one attempt of a queued item, is made with it and dies with it.
///
/// Their rows are deleted rather than marked, because there is one for each attempt ever made.
extension KeyRepository {
    /// Makes a key that acts for the author of an item, for one run only.
    ///
    /// - Parameters:
    ///   - project: the project that the key reads.
    ///   - run: the id on the wire of the only run that it writes.
    ///   - collection: the job, where it is to be read too.
    func createForAttempt(
        user: Int64, project: Int64, run: String, collection: Int64?, expiresAt: Date
    ) throws -> (id: Int64, secret: String) {
        let secret = SecretToken.hex(bytes: 20)
        let id = try transaction.session.insert(
            """
            INSERT INTO api_key (account_id, name, hash, hint, project_id, run_name, collection_id, created_at,
                expires_at)
            VALUES ($1, 'attempt', $2, $3, $4, $5, $6, $7, $8) RETURNING id
            """,
            [
                .int(user), .blob(SecretToken.hash(secret)), .text(String(secret.prefix(8))), .int(project),
                .text(run), SQLValue(collection), SQLValue(transaction.now), SQLValue(expiresAt),
            ])
        return (id, secret)
    }

    /// Ends the key of an attempt for good.
    func endAttemptKey(_ id: Int64) throws {
        try transaction.session.execute("DELETE FROM api_key WHERE id = $1 AND run_name IS NOT NULL", [.int(id)])
    }

    /// Lets the key of an attempt that goes on work until a later time.
    func extendAttemptKey(_ id: Int64, to time: Date) throws {
        try transaction.session.execute(
            "UPDATE api_key SET expires_at = $2 WHERE id = $1 AND run_name IS NOT NULL", [.int(id), SQLValue(time)])
    }

    /// Whether a key that was found before still works.
    public func isAlive(_ id: Int64) throws -> Bool {
        guard let key = try find(id: id) else { return false }
        return key.revokedAt == nil && key.expiresAt.map { $0 > transaction.now } ?? true
    }
}
