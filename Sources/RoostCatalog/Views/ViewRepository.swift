import FoundationEssentials
import RoostJSON

/// The saved views.
public struct ViewRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    private static let columns = """
        v.id, v.project_id, v.account_id, u.name, v.type, v.name, v.display_name, v.description, v.spec, v.is_shared,
        v.created_at, v.updated_at
        """
    private static let tables = """
        saved_view v JOIN account a ON a.id = v.account_id JOIN entity u ON u.id = a.entity_id
            JOIN project p ON p.id = v.project_id JOIN entity e ON e.id = p.entity_id
        """
    private static let live = "p.deleted_at IS NULL AND e.deleted_at IS NULL"

    /// Saves a new view of a project. Only its maker sees it unless the change says otherwise.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` without a type;
    ///   ``CatalogError/limit(name:limit:value:)`` when the user has too many.
    public func create(project: Int64, _ change: ViewChange, user: Int64) throws -> SavedView {
        guard let type = change.type, !type.isEmpty else {
            throw CatalogError.invalid(field: "type", value: "", expected: "the kind of the view, such as runs")
        }
        let count = Int(
            try session.int(
                "SELECT count(*) FROM saved_view WHERE project_id = $1 AND account_id = $2",
                [.int(project), .int(user)]) ?? 0)
        guard count < Limits.viewsPerUser else {
            throw CatalogError.limit(
                name: "views of a user in one project", limit: Limits.viewsPerUser, value: count + 1)
        }
        let id = try session.insert(
            """
            INSERT INTO saved_view (project_id, account_id, type, spec, is_shared, created_at, updated_at)
            VALUES ($1, $2, $3, '{}', 0, $4, $4) RETURNING id
            """, [.int(project), .int(user), .text(type), SQLValue(transaction.now)])
        return try update(id, change)
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``; ``CatalogError/invalid(field:value:expected:)`` when `spec` is
    ///   no JSON text.
    public func update(_ id: Int64, _ change: ViewChange) throws -> SavedView {
        let view = try get(id)
        try check(change)
        try session.execute(
            """
            UPDATE saved_view SET type = $2, name = $3, display_name = $4, description = $5, spec = $6, is_shared = $7,
                updated_at = $8
            WHERE id = $1
            """,
            [
                .int(id), .text(changed(view.type, by: change.type) ?? view.type),
                SQLValue(changed(view.name, by: change.name)),
                SQLValue(changed(view.displayName, by: change.displayName)),
                SQLValue(changed(view.description, by: change.description)), .text(change.spec ?? view.spec),
                SQLValue(change.isShared ?? view.isShared), SQLValue(transaction.now),
            ])
        return try get(id)
    }

    private func check(_ change: ViewChange) throws(CatalogError) {
        try NameRules.checkLength(change.type, field: "type", bytes: Limits.viewTypeBytes)
        try NameRules.checkLength(change.name, field: "name", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(change.displayName, field: "displayName", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(change.description, field: "description", bytes: Limits.longTextBytes)
        try NameRules.checkLength(change.spec, field: "spec", bytes: Limits.viewSpecBytes)
        guard let spec = change.spec else { return }
        do {
            // Clients that list views parse what others have saved.
            _ = try JSON(parsing: spec)
        } catch {
            throw .invalid(field: "spec", value: spec, expected: "JSON text (\(error))")
        }
    }

    public func delete(_ id: Int64) throws {
        guard try session.execute("DELETE FROM saved_view WHERE id = $1", [.int(id)]) > 0 else {
            throw CatalogError.notFound(kind: "view", name: "\(id)")
        }
    }

    public func find(id: Int64) throws -> SavedView? {
        try session.row(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE v.id = $1 AND \(Self.live)", [.int(id)]
        ).map(SavedView.init)
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> SavedView {
        guard let view = try find(id: id) else { throw CatalogError.notFound(kind: "view", name: "\(id)") }
        return view
    }

    /// The views of a project that are shared or the viewer's own, newest first.
    public func list(
        project: Int64, _ filter: ViewFilter, _ page: PageRequest = PageRequest()
    ) throws -> Page<SavedView> {
        let after = try Cursor.ints(page.after, list: "views", count: 1, otherwise: .max)
        var query = SQLText()
        query.append("SELECT \(Self.columns) FROM \(Self.tables) WHERE ")
        write(filter, project: project, into: &query)
        query.append(" AND v.id < ")
        query.bind(.int(after[0]))
        query.append(" ORDER BY v.id DESC LIMIT ")
        query.bind(.int(Int64(page.first + 1)))
        return Page(try session.rows(query).map(SavedView.init), request: page) {
            Cursor(list: "views", [.int($0.id)])
        }
    }

    public func count(project: Int64, _ filter: ViewFilter) throws -> Int {
        var query = SQLText()
        query.append("SELECT count(*) FROM \(Self.tables) WHERE ")
        write(filter, project: project, into: &query)
        return try session.count(query)
    }

    private func write(_ filter: ViewFilter, project: Int64, into query: inout SQLText) {
        query.append("\(Self.live) AND v.project_id = ")
        query.bind(.int(project))
        query.append(" AND (v.is_shared = 1 OR v.account_id = ")
        query.bind(.int(filter.viewer ?? 0))
        query.append(")")
        if let type = filter.type {
            query.append(" AND v.type = ")
            query.bind(.text(type))
        }
        if let name = filter.name {
            let placeholder = query.placeholder(.text(name))
            query.append(" AND (v.name = \(placeholder) OR v.display_name = \(placeholder))")
        }
        if let username = filter.username {
            query.append(" AND u.name = ")
            query.bind(.text(username))
        }
    }
}

extension SavedView {
    fileprivate init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        projectID = try reader.int()
        userID = try reader.int()
        username = try reader.text()
        type = try reader.text()
        name = try reader.optionalText()
        displayName = try reader.optionalText()
        description = try reader.optionalText()
        spec = try reader.text()
        isShared = try reader.bool()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
