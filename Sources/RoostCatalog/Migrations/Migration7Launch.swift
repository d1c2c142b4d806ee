extension Migration {
    /// Queues, their items and attempts, the agents that work them off, and keys that open one run by its id.
    static let launch = Migration(version: 7) { dialect in
        keys(dialect) + queues(dialect) + items(dialect) + agents(dialect)
    }

    private static func keys(_ dialect: SQLDialect) -> [String] {
        [
            // The run need not exist when the key is made.
            "ALTER TABLE api_key ADD COLUMN run_name \(dialect.text)",
            "ALTER TABLE api_key ADD COLUMN collection_id BIGINT",
        ]
    }

    private static func queues(_ dialect: SQLDialect) -> [String] {
        [
            """
            CREATE TABLE launch_config (
                id \(dialect.identity),
                entity_id BIGINT NOT NULL REFERENCES entity (id),
                resource \(dialect.text) NOT NULL,
                config \(dialect.text) NOT NULL,
                template_variables \(dialect.text) NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE launch_queue (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                name \(dialect.text) NOT NULL,
                access \(dialect.text) NOT NULL,
                account_id BIGINT REFERENCES account (id),
                ordering \(dialect.text) NOT NULL,
                config_id BIGINT REFERENCES launch_config (id),
                external_links \(dialect.text),
                state \(dialect.text) NOT NULL,
                max_running BIGINT,
                retry \(dialect.text),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                deleted_at BIGINT)
            """,
            "CREATE UNIQUE INDEX launch_queue_name ON launch_queue (project_id, name) WHERE deleted_at IS NULL",
        ]
    }

    private static func items(_ dialect: SQLDialect) -> [String] {
        [
            // What items need, each combination once, so that agents find what fits without looking at the rest.
            """
            CREATE TABLE launch_shape (
                id \(dialect.identity),
                resource \(dialect.text) NOT NULL,
                milli_cpus BIGINT NOT NULL,
                memory_bytes BIGINT NOT NULL,
                gpus BIGINT NOT NULL,
                UNIQUE (resource, milli_cpus, memory_bytes, gpus))
            """,
            // Times of the lease are in milliseconds of the server's own clock.
            """
            CREATE TABLE launch_item (
                id \(dialect.identity),
                queue_id BIGINT NOT NULL REFERENCES launch_queue (id),
                shape_id BIGINT NOT NULL REFERENCES launch_shape (id),
                state \(dialect.text) NOT NULL,
                is_ready BIGINT NOT NULL,
                priority BIGINT NOT NULL,
                project_id BIGINT NOT NULL REFERENCES project (id),
                account_id BIGINT NOT NULL REFERENCES account (id),
                run_name \(dialect.text),
                is_run_chosen BIGINT NOT NULL,
                is_official BIGINT NOT NULL,
                job \(dialect.text),
                key_id BIGINT,
                attempt BIGINT NOT NULL,
                token BIGINT,
                agent_id BIGINT,
                deadline BIGINT,
                last_token BIGINT,
                not_before BIGINT NOT NULL,
                failed_infrastructure BIGINT NOT NULL,
                failed_preempted BIGINT NOT NULL,
                failed_error BIGINT NOT NULL,
                budget_infrastructure BIGINT NOT NULL,
                budget_preempted BIGINT NOT NULL,
                budget_error BIGINT NOT NULL,
                resume_count BIGINT NOT NULL,
                is_cancel_requested BIGINT NOT NULL,
                idempotency_key \(dialect.text),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL)
            """,
            "CREATE INDEX launch_item_age ON launch_item (queue_id, shape_id, id) WHERE state = 'waiting' AND is_ready = 1",
            """
            CREATE INDEX launch_item_priority ON launch_item (queue_id, shape_id, priority, id)
            WHERE state = 'waiting' AND is_ready = 1
            """,
            "CREATE INDEX launch_item_delayed ON launch_item (not_before) WHERE state = 'waiting' AND is_ready = 0",
            "CREATE INDEX launch_item_deadline ON launch_item (deadline) WHERE state IN ('leased', 'running')",
            "CREATE INDEX launch_item_agent ON launch_item (agent_id, id) WHERE state IN ('leased', 'running')",
            "CREATE INDEX launch_item_held ON launch_item (queue_id) WHERE state IN ('leased', 'running')",
            "CREATE INDEX launch_item_state ON launch_item (queue_id, state, id)",
            "CREATE INDEX launch_item_queue ON launch_item (queue_id, id)",
            "CREATE INDEX launch_item_run ON launch_item (project_id, run_name) WHERE run_name IS NOT NULL",
            """
            CREATE UNIQUE INDEX launch_item_idempotency ON launch_item (queue_id, account_id, idempotency_key)
            WHERE idempotency_key IS NOT NULL
            """,
            """
            CREATE TABLE launch_spec (
                item_id BIGINT NOT NULL PRIMARY KEY REFERENCES launch_item (id),
                spec \(dialect.text) NOT NULL)
            """,
            """
            CREATE TABLE launch_attempt (
                item_id BIGINT NOT NULL REFERENCES launch_item (id),
                number BIGINT NOT NULL,
                agent_id BIGINT,
                state \(dialect.text) NOT NULL,
                leased_at BIGINT NOT NULL,
                started_at BIGINT,
                ended_at BIGINT,
                stage \(dialect.text),
                message \(dialect.text),
                exit_code BIGINT,
                node \(dialect.text),
                job \(dialect.text),
                log_tail \(dialect.text),
                PRIMARY KEY (item_id, number)) \(dialect.clustered)
            """,
            """
            CREATE TABLE launch_warning (
                id \(dialect.identity),
                item_id BIGINT NOT NULL REFERENCES launch_item (id),
                stage \(dialect.text) NOT NULL,
                message \(dialect.text) NOT NULL,
                files \(dialect.text) NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX launch_warning_item ON launch_warning (item_id, id)",
        ]
    }

    private static func agents(_ dialect: SQLDialect) -> [String] {
        [
            """
            CREATE TABLE launch_agent (
                id \(dialect.identity),
                project_id BIGINT NOT NULL REFERENCES project (id),
                account_id BIGINT NOT NULL REFERENCES account (id),
                name \(dialect.text) NOT NULL,
                hostname \(dialect.text) NOT NULL,
                instance \(dialect.text),
                version \(dialect.text),
                config \(dialect.text) NOT NULL,
                status \(dialect.text) NOT NULL,
                is_stopped BIGINT NOT NULL,
                heartbeat_at BIGINT NOT NULL,
                max_jobs BIGINT,
                resources \(dialect.text),
                cpus DOUBLE PRECISION NOT NULL,
                memory_bytes BIGINT NOT NULL,
                gpus BIGINT NOT NULL,
                free_jobs BIGINT,
                free_cpus DOUBLE PRECISION NOT NULL,
                free_memory_bytes BIGINT NOT NULL,
                free_gpus BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE UNIQUE INDEX launch_agent_name ON launch_agent (project_id, name)",
            """
            CREATE UNIQUE INDEX launch_agent_instance ON launch_agent (project_id, account_id, instance)
            WHERE instance IS NOT NULL
            """,
            """
            CREATE TABLE launch_agent_queue (
                agent_id BIGINT NOT NULL REFERENCES launch_agent (id),
                queue_id BIGINT NOT NULL REFERENCES launch_queue (id),
                weight BIGINT NOT NULL,
                place DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (agent_id, queue_id)) \(dialect.clustered)
            """,
            "CREATE INDEX launch_agent_queue_queue ON launch_agent_queue (queue_id, agent_id)",
        ]
    }
}
