extension Migration {
    /// Alerts of runs, invitations to teams, settings of the server.
    static let notices = Migration(version: 5) { dialect in
        [
            """
            CREATE TABLE alert (
                id \(dialect.identity),
                run_id BIGINT NOT NULL REFERENCES run (id),
                title \(dialect.text) NOT NULL,
                text \(dialect.text) NOT NULL,
                severity \(dialect.text) NOT NULL,
                wait_microseconds BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX alert_run ON alert (run_id, title, created_at)",
            """
            CREATE TABLE invite (
                id \(dialect.identity),
                entity_id BIGINT NOT NULL REFERENCES entity (id),
                email \(dialect.text),
                account_id BIGINT REFERENCES account (id),
                role \(dialect.text) NOT NULL,
                hash \(dialect.bytes),
                created_by BIGINT REFERENCES account (id),
                created_at BIGINT NOT NULL,
                expires_at BIGINT)
            """,
            "CREATE INDEX invite_entity ON invite (entity_id, id)",
            "CREATE UNIQUE INDEX invite_hash ON invite (hash)",
            """
            CREATE TABLE setting (
                name \(dialect.text) NOT NULL PRIMARY KEY,
                value \(dialect.text) NOT NULL)
            """,
        ]
    }
}
