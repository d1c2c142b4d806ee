extension Migration {
    /// Where runs were rewound, and a way to the runs that branch off another.
    static let lineage = Migration(version: 10) { dialect in
        [
            """
            CREATE TABLE run_rewind (
                id \(dialect.identity),
                run_id BIGINT NOT NULL REFERENCES run (id),
                step BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX run_rewind_run ON run_rewind (run_id, id)",
            "CREATE INDEX run_branch ON run (project_id, branch_run) WHERE branch_run IS NOT NULL",
        ]
    }
}
