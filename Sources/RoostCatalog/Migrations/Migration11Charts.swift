extension Migration {
    /// Chart specifications that users made.
    static let charts = Migration(version: 11) { dialect in
        [
            """
            CREATE TABLE custom_chart (
                id \(dialect.identity),
                entity_id BIGINT NOT NULL REFERENCES entity (id),
                name \(dialect.text) NOT NULL,
                display_name \(dialect.text) NOT NULL,
                type \(dialect.text) NOT NULL,
                is_public BIGINT NOT NULL,
                spec \(dialect.text) NOT NULL,
                account_id BIGINT REFERENCES account (id),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (entity_id, name))
            """
        ]
    }
}
