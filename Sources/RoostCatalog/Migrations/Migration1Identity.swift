extension Migration {
    /// Who there is: entities (users, teams, organisations share one space of names), accounts, keys, sessions.
    static let identity = Migration(version: 1) { dialect in
        [
            """
            CREATE TABLE entity (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                kind \(dialect.text) NOT NULL,
                organization_id BIGINT REFERENCES entity (id),
                default_visibility \(dialect.text) NOT NULL,
                created_at BIGINT NOT NULL,
                deleted_at BIGINT)
            """,
            // Names differ by more than case, or one could be taken for the other.
            "CREATE UNIQUE INDEX entity_name ON entity (lower(name)) WHERE deleted_at IS NULL",
            "CREATE INDEX entity_exact_name ON entity (name)",
            "CREATE INDEX entity_organization ON entity (organization_id)",
            """
            CREATE TABLE account (
                id \(dialect.identity),
                entity_id BIGINT NOT NULL UNIQUE REFERENCES entity (id),
                default_entity_id BIGINT NOT NULL REFERENCES entity (id),
                name \(dialect.text) NOT NULL,
                email \(dialect.text),
                is_admin BIGINT NOT NULL,
                account_type \(dialect.text) NOT NULL,
                password_hash \(dialect.text),
                code_saving_enabled BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                deleted_at BIGINT)
            """,
            "CREATE UNIQUE INDEX account_email ON account (lower(email)) WHERE deleted_at IS NULL",
            "CREATE INDEX account_default_entity ON account (default_entity_id)",
            """
            CREATE TABLE member (
                entity_id BIGINT NOT NULL REFERENCES entity (id),
                account_id BIGINT NOT NULL REFERENCES account (id),
                role \(dialect.text) NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (entity_id, account_id)) \(dialect.clustered)
            """,
            "CREATE INDEX member_account ON member (account_id, entity_id)",
            """
            CREATE TABLE api_key (
                id \(dialect.identity),
                account_id BIGINT NOT NULL REFERENCES account (id),
                name \(dialect.text) NOT NULL,
                hash \(dialect.bytes) NOT NULL UNIQUE,
                hint \(dialect.text) NOT NULL,
                project_id BIGINT,
                run_id BIGINT,
                created_at BIGINT NOT NULL,
                expires_at BIGINT,
                last_used_at BIGINT,
                revoked_at BIGINT)
            """,
            "CREATE INDEX api_key_account ON api_key (account_id, id)",
            """
            CREATE TABLE web_session (
                id \(dialect.identity),
                account_id BIGINT NOT NULL REFERENCES account (id),
                hash \(dialect.bytes) NOT NULL UNIQUE,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL)
            """,
            "CREATE INDEX web_session_account ON web_session (account_id)",
            "CREATE INDEX web_session_expiry ON web_session (expires_at)",
            """
            CREATE TABLE sign_in_link (
                hash \(dialect.bytes) NOT NULL PRIMARY KEY,
                account_id BIGINT NOT NULL REFERENCES account (id),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL)
            """,
            "CREATE INDEX sign_in_link_expiry ON sign_in_link (expires_at)",
            "CREATE INDEX sign_in_link_account ON sign_in_link (account_id)",
        ]
    }
}
