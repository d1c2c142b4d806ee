extension RunRepository {
    /// A page of the runs of a project.
    ///
    /// - Parameters:
    ///   - offset: how many runs to skip, behind the page's cursor or from the start.
    ///   - parts: which of the large texts to read.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a cursor of another list or a negative offset.
    public func page(
        project: Int64, filter: RunFilter = .all, order: RunOrder = .newestFirst, _ page: PageRequest = PageRequest(),
        offset: Int = 0, parts: RunParts = .all
    ) throws -> Page<Run> {
        guard (0...Limits.pageOffset).contains(offset) else {
            throw CatalogError.invalid(field: "offset", value: "\(offset)", expected: "0 to \(Limits.pageOffset)")
        }
        let pager = RunPager(session: session, project: project, filter: filter, order: order)
        let rows = try pager.read(page, offset: offset)
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
