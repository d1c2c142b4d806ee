extension Migration {
    /// Hyperparameter searches.
    static let sweeps = Migration(version: 8) { dialect in
        [
            """
            CREATE TABLE sweep (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                name \(dialect.text) NOT NULL,
                display_name \(dialect.text),
                description \(dialect.text),
                config \(dialect.text) NOT NULL,
                method \(dialect.text) NOT NULL,
                state \(dialect.text) NOT NULL,
                controller \(dialect.text),
                scheduler \(dialect.text),
                account_id BIGINT REFERENCES account (id),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (project_id, name))
            """
        ]
    }
}
