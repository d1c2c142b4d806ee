/// Contents that nothing refers to any more, and their way out of the store.
///
/// To delete them: claim some (one transaction), delete them from the store, finish them (another transaction).
/// A content that is uploaded anew meanwhile is safe: before the claim the new reference takes it off the list,
/// and after the claim the reference is refused until the deletion is finished.
public struct BlobRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    /// Whether anything refers to a content.
    public func isReferenced(_ digest: String) throws -> Bool {
        try session.row(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM run_file WHERE digest = $1)
                OR EXISTS (SELECT 1 FROM artifact_file WHERE digest = $1)
                OR EXISTS (SELECT 1 FROM artifact_manifest WHERE digest = $1)
                OR EXISTS (SELECT 1 FROM artifact WHERE manifest_digest = $1)
            """,
            [.text(digest)]) != nil
    }

    /// Takes contents off the list of garbage for deletion from the store.
    ///
    /// - Parameter abandoned: hand out also what was claimed before and not finished. There must be nobody else who
    ///   deletes.
    /// - Returns: their digests.
    public func claimGarbage(limit: Int, abandoned: Bool = false) throws -> [String] {
        let rows = try session.rows(
            "SELECT digest FROM blob_garbage WHERE is_claimed <= $1 ORDER BY released_at, digest LIMIT $2",
            [SQLValue(abandoned), .int(Int64(max(0, limit)))])
        var claimed: [String] = []
        for row in rows {
            var reader = SQLRowReader(row)
            let digest = try reader.text()
            if try isReferenced(digest) {
                try finishGarbage([digest])
                continue
            }
            try session.execute("UPDATE blob_garbage SET is_claimed = 1 WHERE digest = $1", [.text(digest)])
            claimed.append(digest)
        }
        return claimed
    }

    /// Notes that claimed contents are gone from the store.
    public func finishGarbage(_ digests: [String]) throws {
        for digest in digests {
            try session.execute("DELETE FROM blob_garbage WHERE digest = $1", [.text(digest)])
        }
    }

    /// Makes garbage of those contents to which nothing refers; call it for a content that was stored and then not
    /// used, too.
    ///
    /// - Returns: their digests.
    @discardableResult
    public func release(_ digests: [String]) throws -> [String] {
        var released: [String] = []
        for digest in Set(digests).sorted() where try !isReferenced(digest) {
            try session.execute(
                """
                INSERT INTO blob_garbage (digest, released_at, is_claimed) VALUES ($1, $2, 0)
                ON CONFLICT (digest) DO NOTHING
                """,
                [.text(digest), SQLValue(transaction.now)])
            released.append(digest)
        }
        return released
    }

    /// Makes sure that a content stays, before something refers to it.
    func retain(_ digest: String) throws {
        guard let claimed = try session.int("SELECT is_claimed FROM blob_garbage WHERE digest = $1", [.text(digest)])
        else { return }
        guard claimed == 0 else {
            throw CatalogError.busy("content \(digest) is being deleted; upload it again")
        }
        try finishGarbage([digest])
    }
}
