extension Migration {
    /// Saved views of a project: reports, tables, workspaces.
    static let views = Migration(version: 9) { dialect in
        [
            """
            CREATE TABLE saved_view (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                account_id BIGINT NOT NULL REFERENCES account (id),
                type \(dialect.text) NOT NULL,
                name \(dialect.text),
                display_name \(dialect.text),
                description \(dialect.text),
                spec \(dialect.text) NOT NULL,
                is_shared BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            "CREATE INDEX saved_view_project ON saved_view (project_id, id)",
            "CREATE INDEX saved_view_account ON saved_view (account_id)",
        ]
    }
}
