extension RunRepository {
    /// A page of the runs of a project.
    ///
    /// - Parameter parts: which of the large texts to read.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a cursor of another list.
    public func page(
        project: Int64, filter: RunFilter = .all, order: RunOrder = .newestFirst, _ page: PageRequest = PageRequest(),
        parts: RunParts = .all
    ) throws -> Page<Run> {
        let rows = try RunPager(session: session, project: project, filter: filter, order: order).read(page)
        let wanted = rows.prefix(page.first)
        var runs: [Int64: Run] = [:]
        for run in try find(ids: wanted.map(\.id), parts: parts) { runs[run.id] = run }
        return Page(
            edges: wanted.compactMap { row in
                runs[row.id].map { PageEdge(node: $0, cursor: row.cursor.text) }
            },
            hasNextPage: rows.count > page.first)
    }

    /// How many runs of a project match.
    public func count(project: Int64, filter: RunFilter = .all) throws -> Int {
        try RunCounter(session: session, project: project, filter: filter).count()
    }
}
