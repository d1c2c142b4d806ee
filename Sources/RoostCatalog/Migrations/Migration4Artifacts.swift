extension Migration {
    /// Artifacts: types, collections, versions and what belongs to them.
    static let artifacts = Migration(version: 4) { dialect in
        [
            """
            CREATE TABLE artifact_type (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                name \(dialect.text) NOT NULL,
                description \(dialect.text),
                created_at BIGINT NOT NULL,
                UNIQUE (project_id, name))
            """,
            """
            CREATE TABLE artifact_collection (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                type_id BIGINT NOT NULL REFERENCES artifact_type (id),
                kind \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                description \(dialect.text),
                state \(dialect.text) NOT NULL,
                next_index BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            "CREATE UNIQUE INDEX artifact_collection_name ON artifact_collection (project_id, name) WHERE state = 'READY'",
            "CREATE INDEX artifact_collection_type ON artifact_collection (type_id, id)",
            """
            CREATE TABLE artifact (
                id \(dialect.identity),
                collection_id BIGINT NOT NULL REFERENCES artifact_collection (id),
                state \(dialect.text) NOT NULL,
                digest \(dialect.text) NOT NULL,
                digest_algorithm \(dialect.text) NOT NULL,
                description \(dialect.text),
                metadata \(dialect.text),
                size BIGINT NOT NULL,
                file_count BIGINT NOT NULL,
                ttl_seconds BIGINT,
                history_step BIGINT,
                commit_hash \(dialect.text),
                distributed_id \(dialect.text),
                base_id BIGINT,
                run_id BIGINT,
                account_id BIGINT REFERENCES account (id),
                pending_aliases \(dialect.text) NOT NULL,
                manifest_digest \(dialect.text),
                manifest_md5 \(dialect.text),
                manifest_size BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                committed_at BIGINT)
            """,
            "CREATE INDEX artifact_digest ON artifact (collection_id, digest) WHERE state = 'COMMITTED'",
            "CREATE INDEX artifact_distributed ON artifact (collection_id, distributed_id) WHERE state = 'PENDING'",
            "CREATE INDEX artifact_manifest_blob ON artifact (manifest_digest)",
            "CREATE INDEX artifact_run ON artifact (run_id)",
            "CREATE INDEX artifact_account ON artifact (account_id)",
            // A version's place in its own sequence and in every portfolio that links it.
            """
            CREATE TABLE artifact_member (
                id \(dialect.identity),
                collection_id BIGINT NOT NULL REFERENCES artifact_collection (id),
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                version_index BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (collection_id, artifact_id),
                UNIQUE (collection_id, version_index))
            """,
            "CREATE INDEX artifact_member_artifact ON artifact_member (artifact_id, id)",
            """
            CREATE TABLE artifact_alias (
                id \(dialect.identity),
                collection_id BIGINT NOT NULL REFERENCES artifact_collection (id),
                member_id BIGINT NOT NULL REFERENCES artifact_member (id),
                alias \(dialect.text) NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (collection_id, alias))
            """,
            "CREATE INDEX artifact_alias_member ON artifact_alias (member_id, id)",
            """
            CREATE TABLE artifact_client (
                client_id \(dialect.text) NOT NULL,
                project_id BIGINT NOT NULL REFERENCES project (id),
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                PRIMARY KEY (client_id, project_id))
            """,
            "CREATE INDEX artifact_client_artifact ON artifact_client (artifact_id)",
            """
            CREATE TABLE artifact_sequence_client (
                client_id \(dialect.text) NOT NULL,
                project_id BIGINT NOT NULL REFERENCES project (id),
                collection_id BIGINT NOT NULL REFERENCES artifact_collection (id),
                PRIMARY KEY (client_id, project_id))
            """,
            """
            CREATE TABLE artifact_manifest (
                id \(dialect.identity),
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                name \(dialect.text) NOT NULL,
                kind \(dialect.text) NOT NULL,
                run_id BIGINT,
                md5 \(dialect.text) NOT NULL,
                base_id BIGINT,
                digest \(dialect.text),
                size BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX artifact_manifest_name ON artifact_manifest (artifact_id, name, id)",
            "CREATE INDEX artifact_manifest_digest ON artifact_manifest (digest)",
            """
            CREATE TABLE artifact_file (
                id \(dialect.identity),
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                project_id BIGINT NOT NULL,
                name \(dialect.text) NOT NULL,
                md5 \(dialect.text) NOT NULL,
                size BIGINT NOT NULL,
                digest \(dialect.text),
                mimetype \(dialect.text),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (artifact_id, name))
            """,
            "CREATE INDEX artifact_file_md5 ON artifact_file (project_id, md5) WHERE digest IS NOT NULL",
            "CREATE INDEX artifact_file_birth ON artifact_file (artifact_id, md5)",
            "CREATE INDEX artifact_file_digest ON artifact_file (digest)",
            // What a committed version holds: its own files, files of older versions, references.
            """
            CREATE TABLE artifact_entry (
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                name \(dialect.text) NOT NULL,
                digest \(dialect.text) NOT NULL,
                size BIGINT NOT NULL,
                reference \(dialect.text),
                file_id BIGINT REFERENCES artifact_file (id),
                PRIMARY KEY (artifact_id, name)) \(dialect.clustered)
            """,
            "CREATE INDEX artifact_entry_file ON artifact_entry (file_id)",
            """
            CREATE TABLE artifact_use (
                run_id BIGINT NOT NULL REFERENCES run (id),
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                role \(dialect.text) NOT NULL,
                used_as \(dialect.text),
                created_at BIGINT NOT NULL,
                PRIMARY KEY (run_id, role, artifact_id)) \(dialect.clustered)
            """,
            "CREATE INDEX artifact_use_artifact ON artifact_use (artifact_id, role, run_id)",
            """
            CREATE TABLE artifact_tag (
                artifact_id BIGINT NOT NULL REFERENCES artifact (id),
                tag \(dialect.text) NOT NULL,
                PRIMARY KEY (artifact_id, tag)) \(dialect.clustered)
            """,
            """
            CREATE TABLE artifact_collection_tag (
                collection_id BIGINT NOT NULL REFERENCES artifact_collection (id),
                tag \(dialect.text) NOT NULL,
                PRIMARY KEY (collection_id, tag)) \(dialect.clustered)
            """,
        ]
    }
}
