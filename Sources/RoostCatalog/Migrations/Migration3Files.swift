extension Migration {
    /// Files of runs, and contents that nothing refers to any more.
    static let files = Migration(version: 3) { dialect in
        [
            """
            CREATE TABLE run_file (
                id \(dialect.identity),
                run_id BIGINT NOT NULL REFERENCES run (id),
                name \(dialect.text) NOT NULL,
                size BIGINT NOT NULL,
                md5 \(dialect.text),
                digest \(dialect.text),
                mimetype \(dialect.text),
                is_uploaded BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (run_id, name))
            """,
            "CREATE INDEX run_file_digest ON run_file (digest)",
            // is_claimed: somebody is deleting the content from the store right now.
            """
            CREATE TABLE blob_garbage (
                digest \(dialect.text) NOT NULL PRIMARY KEY,
                released_at BIGINT NOT NULL,
                is_claimed BIGINT NOT NULL)
            """,
        ]
    }
}
