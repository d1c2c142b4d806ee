extension Migration {
    /// A way through the ids of a project's runs that need not look at the runs. The index that keeps them unique lacks
    /// `deleted_at`, without which SQLite looks.
    static let names = Migration(version: 13) { _ in
        ["CREATE INDEX run_name_text ON run (project_id, name, id, deleted_at) WHERE deleted_at IS NULL"]
    }
}
