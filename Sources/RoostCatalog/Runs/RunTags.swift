extension RunRepository {
    /// Adds tags to several runs; those that a run has already stay where they are.
    public func addTags(_ ids: [Int64], _ tags: [String]) throws {
        for id in ids {
            let run = try get(id, parts: .none)
            _ = try update(id, RunChange(tags: run.tags + tags))
        }
    }

    /// Takes tags off several runs.
    public func removeTags(_ ids: [Int64], _ tags: [String]) throws {
        for id in ids {
            let run = try get(id, parts: .none)
            _ = try update(id, RunChange(tags: run.tags.filter { !tags.contains($0) }))
        }
    }

    /// All tags in use in a project, in byte order.
    public func tags(project: Int64) throws -> [String] {
        try session.rows(
            """
            SELECT DISTINCT t.tag FROM run_tag t JOIN run r ON r.id = t.run_id
            WHERE t.project_id = $1 AND r.deleted_at IS NULL ORDER BY t.tag
            """,
            [.int(project)]
        ).map { row in
            var reader = SQLRowReader(row)
            return try reader.text()
        }
    }

    /// Writes the tags of a run: each once, in the order given, none empty.
    func write(tags: [String], of run: Run) throws {
        var seen: Set<String> = []
        let tags = tags.filter { !$0.isEmpty && seen.insert($0).inserted }
        try RunChange.check(tags: tags)
        guard tags != run.tags else { return }
        try session.execute("UPDATE run SET tags = $2 WHERE id = $1", [.int(run.id), .text(StringList.text(tags))])
        try session.execute("DELETE FROM run_tag WHERE run_id = $1", [.int(run.id)])
        for tag in tags {
            try session.execute(
                "INSERT INTO run_tag (run_id, tag, project_id) VALUES ($1, $2, $3)",
                [.int(run.id), .text(tag), .int(run.projectID)])
        }
    }
}
