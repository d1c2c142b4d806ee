extension Migration {
    /// Finds the artifacts whose time is over without looking at the others.
    static let artifactExpiry = Migration(version: 6) { _ in
        [
            """
            CREATE INDEX artifact_expiry ON artifact ((created_at + ttl_seconds * 1000000), id)
            WHERE state = 'COMMITTED' AND ttl_seconds > 0
            """,
            "CREATE INDEX artifact_pending ON artifact (updated_at, id) WHERE state = 'PENDING'",
        ]
    }
}
