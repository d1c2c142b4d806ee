import FoundationEssentials

/// The projects.
public struct ProjectRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    private static let columns = """
        p.id, p.entity_id, e.name, p.name, p.description, p.visibility, p.readme, p.account_id, u.name, p.created_at,
        p.updated_at
        """
    private static let tables = """
        project p JOIN entity e ON e.id = p.entity_id LEFT JOIN account a ON a.id = p.account_id
            LEFT JOIN entity u ON u.id = a.entity_id
        """
    private static let live = "p.deleted_at IS NULL AND e.deleted_at IS NULL"

    /// Creates a project, or changes the one of that name.
    ///
    /// - Parameters:
    ///   - entity: the row of the owner.
    ///   - user: who does it; kept as the creator of a new project.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for an impossible name;
    ///   ``CatalogError/notFound(kind:name:)`` for an unknown entity.
    public func upsert(
        entity: Int64, name: String, change: ProjectChange = ProjectChange(), user: Int64? = nil
    ) throws -> ProjectUpsert {
        if let project = try find(entityID: entity, name: name) {
            return ProjectUpsert(project: try update(project.id, change), inserted: false)
        }
        try NameRules.checkProject(name)
        let owner = try transaction.entities.get(entity)
        let id = try session.insert(
            """
            INSERT INTO project (entity_id, name, visibility, account_id, run_sequence, created_at, updated_at)
            VALUES ($1, $2, $3, $4, 0, $5, $5) RETURNING id
            """,
            [
                .int(entity), .text(name), .text((change.visibility ?? owner.defaultVisibility).rawValue),
                SQLValue(user), SQLValue(transaction.now),
            ])
        return ProjectUpsert(project: try update(id, change), inserted: true)
    }

    public func update(_ id: Int64, _ change: ProjectChange) throws -> Project {
        let project = try get(id)
        try NameRules.checkLength(change.description, field: "project description", bytes: Limits.longTextBytes)
        try NameRules.checkLength(change.readme, field: "project readme", bytes: Limits.longTextBytes)
        guard change != ProjectChange() else { return project }
        try session.execute(
            "UPDATE project SET description = $2, visibility = $3, readme = $4, updated_at = $5 WHERE id = $1",
            [
                .int(id), SQLValue(changed(project.description, by: change.description)),
                .text((change.visibility ?? project.visibility).rawValue),
                SQLValue(changed(project.readme, by: change.readme)), SQLValue(transaction.now),
            ])
        return try get(id)
    }

    public func find(id: Int64) throws -> Project? {
        try first("p.id = $1", [.int(id)])
    }

    public func find(entityID: Int64, name: String) throws -> Project? {
        try first("p.entity_id = $1 AND p.name = $2", [.int(entityID), .text(name)])
    }

    /// Finds a project by the names of its owner and itself.
    public func find(entity: String, name: String) throws -> Project? {
        try first("e.name = $1 AND p.name = $2", [.text(entity), .text(name)])
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> Project {
        guard let project = try find(id: id) else { throw CatalogError.notFound(kind: "project", name: "\(id)") }
        return project
    }

    /// - Throws: ``CatalogError/conflict(_:)`` when the entity has another project of that name.
    public func rename(_ id: Int64, to name: String) throws -> Project {
        let project = try get(id)
        try NameRules.checkProject(name)
        guard name != project.name else { return project }
        guard try find(entityID: project.entityID, name: name) == nil else {
            throw CatalogError.conflict("project \"\(name)\" exists in \"\(project.entityName)\"")
        }
        try session.execute(
            "UPDATE project SET name = $2, updated_at = $3 WHERE id = $1",
            [.int(id), .text(name), SQLValue(transaction.now)])
        return try get(id)
    }

    /// Deletes a project with its runs and artifacts; its name is free again.
    public func delete(_ id: Int64) throws {
        _ = try get(id)
        try transaction.artifacts.deleteAll(project: id)
        try transaction.runs.deleteAll(project: id)
        try session.execute(
            "UPDATE project SET deleted_at = $2 WHERE id = $1", [.int(id), SQLValue(transaction.now)])
    }

    func deleteAll(entityID: Int64) throws {
        let rows = try session.rows(
            "SELECT id FROM project WHERE entity_id = $1 AND deleted_at IS NULL", [.int(entityID)])
        for row in rows {
            var reader = SQLRowReader(row)
            try delete(try reader.int())
        }
    }

    /// The projects of an entity, newest first.
    public func list(entityID: Int64, _ page: PageRequest = PageRequest()) throws -> Page<ProjectSummary> {
        let after = try Cursor.ints(page.after, list: "projects", count: 2, otherwise: .max)
        let rows = try session.rows(
            """
            SELECT \(Self.columns),
                (SELECT count(*) FROM run r WHERE r.project_id = p.id AND r.deleted_at IS NULL),
                (SELECT max(r.heartbeat_at) FROM run r WHERE r.project_id = p.id AND r.deleted_at IS NULL)
            FROM \(Self.tables)
            WHERE \(Self.live) AND p.entity_id = $1
                AND (p.created_at < $2 OR (p.created_at = $2 AND p.id < $3))
            ORDER BY p.created_at DESC, p.id DESC LIMIT $4
            """,
            [.int(entityID), .int(after[0]), .int(after[1]), .int(Int64(page.first + 1))])
        let found = try rows.map { row in
            var reader = SQLRowReader(row)
            return ProjectSummary(
                project: try Project(&reader), runCount: Int(try reader.int()),
                lastActivityAt: try reader.optionalDate())
        }
        return Page(found, request: page) {
            Cursor(list: "projects", [.int($0.project.createdAt.microseconds), .int($0.project.id)])
        }
    }

    /// Gives the next number for a generated run name.
    func nextRunNumber(_ id: Int64) throws -> Int64 {
        let number = try session.int(
            "UPDATE project SET run_sequence = run_sequence + 1 WHERE id = $1 RETURNING run_sequence", [.int(id)])
        guard let number else { throw CatalogError.notFound(kind: "project", name: "\(id)") }
        return number
    }

    private func first(_ condition: String, _ arguments: [SQLValue]) throws -> Project? {
        let row = try session.row(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE \(Self.live) AND \(condition)", arguments)
        return try row.map { row in
            var reader = SQLRowReader(row)
            return try Project(&reader)
        }
    }
}

extension Project {
    init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        entityID = try reader.int()
        entityName = try reader.text()
        name = try reader.text()
        description = try reader.optionalText()
        visibility = try reader.raw(ProjectVisibility.self)
        readme = try reader.optionalText()
        userID = try reader.optionalInt()
        username = try reader.optionalText()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}

/// What a text becomes by a change: `nil` keeps it, an empty text removes it.
func changed(_ old: String?, by change: String?) -> String? {
    guard let change else { return old }
    return change.isEmpty ? nil : change
}
