extension Migration {
    /// Projects, runs, their documents, and the values by which runs are found.
    static let runs = Migration(version: 2) { dialect in
        [
            """
            CREATE TABLE project (
                id \(dialect.identity),
                entity_id BIGINT NOT NULL REFERENCES entity (id),
                name \(dialect.text) NOT NULL,
                description \(dialect.text),
                visibility \(dialect.text) NOT NULL,
                readme \(dialect.text),
                account_id BIGINT REFERENCES account (id),
                run_sequence BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                deleted_at BIGINT)
            """,
            "CREATE UNIQUE INDEX project_name ON project (entity_id, name) WHERE deleted_at IS NULL",
            "CREATE INDEX project_created ON project (entity_id, created_at, id)",
            "CREATE INDEX project_account ON project (account_id)",
            // The large texts of a run stand apart (run_document), so that a scan over runs stays small.
            """
            CREATE TABLE run (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                name \(dialect.text) NOT NULL,
                display_name \(dialect.text) NOT NULL,
                description \(dialect.text),
                notes \(dialect.text),
                tags \(dialect.text) NOT NULL,
                group_name \(dialect.text),
                job_type \(dialect.text),
                host \(dialect.text),
                program \(dialect.text),
                git_commit \(dialect.text),
                repo \(dialect.text),
                sweep_name \(dialect.text),
                state \(dialect.text) NOT NULL,
                created_at BIGINT NOT NULL,
                heartbeat_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                finished_at BIGINT,
                exit_code BIGINT,
                stop_requested BIGINT NOT NULL,
                account_id BIGINT REFERENCES account (id),
                branch_run \(dialect.text),
                branch_step BIGINT,
                writer_version \(dialect.text),
                deleted_at BIGINT)
            """,
            "CREATE UNIQUE INDEX run_name ON run (project_id, name) WHERE deleted_at IS NULL",
            "CREATE INDEX run_created ON run (project_id, created_at, id, deleted_at) WHERE deleted_at IS NULL",
            "CREATE INDEX run_heartbeat ON run (project_id, heartbeat_at, id, deleted_at) WHERE deleted_at IS NULL",
            "CREATE INDEX run_state ON run (project_id, state, id, deleted_at) WHERE deleted_at IS NULL",
            "CREATE INDEX run_group ON run (project_id, group_name, id, deleted_at) WHERE deleted_at IS NULL",
            "CREATE INDEX run_sweep ON run (project_id, sweep_name, id, deleted_at) WHERE deleted_at IS NULL",
            "CREATE INDEX run_display_name ON run (project_id, display_name, id, deleted_at) WHERE deleted_at IS NULL",
            "CREATE INDEX run_running ON run (heartbeat_at) WHERE state IN ('running', 'preempting')",
            "CREATE INDEX run_account ON run (account_id)",
            "CREATE INDEX run_deleted ON run (id) WHERE deleted_at IS NOT NULL",
            """
            CREATE TABLE run_document (
                run_id BIGINT NOT NULL REFERENCES run (id),
                part BIGINT NOT NULL,
                body \(dialect.text) NOT NULL,
                PRIMARY KEY (run_id, part))
            """,
            """
            CREATE TABLE run_tag (
                run_id BIGINT NOT NULL REFERENCES run (id),
                tag \(dialect.text) NOT NULL,
                project_id BIGINT NOT NULL,
                PRIMARY KEY (run_id, tag)) \(dialect.clustered)
            """,
            "CREATE INDEX run_tag_project ON run_tag (project_id, tag, run_id)",
            // Paths such as `config.lr`, `summary.loss.min` and `history.acc`, once per project.
            """
            CREATE TABLE run_path (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                path \(dialect.text) NOT NULL,
                UNIQUE (project_id, path))
            """,
            // One row per leaf (place -1) and per element of a list (place 0, 1, …). `kind` as in RunValueKind.
            """
            CREATE TABLE run_value (
                run_id BIGINT NOT NULL REFERENCES run (id),
                path_id BIGINT NOT NULL REFERENCES run_path (id),
                place BIGINT NOT NULL,
                kind BIGINT NOT NULL,
                num DOUBLE PRECISION,
                text \(dialect.text),
                PRIMARY KEY (run_id, path_id, place)) \(dialect.clustered)
            """,
            // The last column is in the condition already, but only with it the index alone answers.
            "CREATE INDEX run_value_number ON run_value (path_id, num, run_id, place, kind) WHERE kind = 2",
            "CREATE INDEX run_value_text ON run_value (path_id, text, run_id, place, kind) WHERE kind = 3",
            "CREATE INDEX run_value_bool ON run_value (path_id, num, run_id, place, kind) WHERE kind = 1",
            "CREATE INDEX run_value_list ON run_value (path_id, num, run_id, place, kind) WHERE kind = 5",
            """
            CREATE TABLE run_key (
                run_id BIGINT NOT NULL REFERENCES run (id),
                path_id BIGINT NOT NULL REFERENCES run_path (id),
                PRIMARY KEY (run_id, path_id)) \(dialect.clustered)
            """,
            "CREATE INDEX run_key_path ON run_key (path_id, run_id)",
        ]
    }
}
