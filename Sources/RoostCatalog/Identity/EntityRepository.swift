import FoundationEssentials

/// Users' personal entities, teams and organisations.
public struct EntityRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    static let columns = "e.id, e.name, e.kind, e.organization_id, e.default_visibility, e.created_at, e.deleted_at"

    /// Creates a team or an organisation. (A personal entity comes with its user.)
    ///
    /// - Throws: ``CatalogError/conflict(_:)`` when the name is taken by a user, a team or an organisation, be it
    ///   in other case.
    public func create(name: String, kind: EntityKind, organizationID: Int64? = nil) throws -> Entity {
        guard kind != .user else {
            throw CatalogError.invalid(field: "kind", value: kind.rawValue, expected: "team or organization")
        }
        let id = try insert(name: name, kind: kind, field: "\(kind.rawValue) name")
        if let organizationID { _ = try update(id, EntityChange(organizationID: .some(organizationID))) }
        return try get(id)
    }

    func insert(name: String, kind: EntityKind, field: String) throws -> Int64 {
        try NameRules.checkEntity(name, field: field)
        guard try !isTaken(name) else { throw CatalogError.conflict("\(field) \"\(name)\" is taken") }
        return try session.insert(
            "INSERT INTO entity (name, kind, default_visibility, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
            [
                .text(name), .text(kind.rawValue), .text(ProjectVisibility.private.rawValue),
                SQLValue(transaction.now),
            ])
    }

    /// Whether a user, a team or an organisation could have the name: it is possible, and nobody has it in any case.
    public func isFree(_ name: String) throws -> Bool {
        do {
            try NameRules.checkEntity(name, field: "name")
        } catch {
            return false
        }
        return try !isTaken(name)
    }

    private func isTaken(_ name: String) throws -> Bool {
        try session.row("SELECT id FROM entity WHERE lower(name) = lower($1) AND deleted_at IS NULL", [.text(name)])
            != nil
    }

    public func find(id: Int64) throws -> Entity? {
        try all("e.id = $1", [.int(id)]).first
    }

    /// Finds an entity by its exact name.
    public func find(name: String) throws -> Entity? {
        try all("e.name = $1", [.text(name)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> Entity {
        guard let entity = try find(id: id) else { throw CatalogError.notFound(kind: "entity", name: "\(id)") }
        return entity
    }

    /// All entities, or those of one kind, oldest first.
    public func list(kind: EntityKind? = nil, _ page: PageRequest = PageRequest()) throws -> Page<Entity> {
        let after = try Cursor.ints(page.after, list: "entities", count: 1, otherwise: 0)
        let found = try all(
            "e.id > $1 AND ($2 = '' OR e.kind = $2) ORDER BY e.id LIMIT $3",
            [.int(after[0]), .text(kind?.rawValue ?? ""), .int(Int64(page.first + 1))])
        return Page(found, request: page) { Cursor(list: "entities", [.int($0.id)]) }
    }

    /// The teams of an organisation, by name.
    public func teams(of organizationID: Int64) throws -> [Entity] {
        try all("e.organization_id = $1 ORDER BY e.name", [.int(organizationID)])
    }

    public func update(_ id: Int64, _ change: EntityChange) throws -> Entity {
        let entity = try get(id)
        let organizationID = change.organizationID ?? entity.organizationID
        if case .some(.some(let organizationID)) = change.organizationID {
            guard entity.kind == .team, try get(organizationID).kind == .organization else {
                throw CatalogError.invalid(
                    field: "organization", value: "\(organizationID)", expected: "an organization, for a team")
            }
        }
        try session.execute(
            "UPDATE entity SET default_visibility = $2, organization_id = $3 WHERE id = $1",
            [
                .int(id), .text((change.defaultVisibility ?? entity.defaultVisibility).rawValue),
                SQLValue(organizationID),
            ])
        return try get(id)
    }

    /// Deletes an entity with its projects, memberships and invitations; its name is free again. Teams of a
    /// deleted organisation stay, without one. Users whose default it was fall back to their personal entity.
    public func delete(_ id: Int64) throws {
        _ = try get(id)
        try transaction.projects.deleteAll(entityID: id)
        try session.execute("DELETE FROM member WHERE entity_id = $1", [.int(id)])
        try session.execute("DELETE FROM invite WHERE entity_id = $1", [.int(id)])
        try session.execute("UPDATE entity SET organization_id = NULL WHERE organization_id = $1", [.int(id)])
        try session.execute(
            "UPDATE account SET default_entity_id = entity_id WHERE default_entity_id = $1", [.int(id)])
        try session.execute(
            "UPDATE entity SET deleted_at = $2 WHERE id = $1", [.int(id), SQLValue(transaction.now)])
    }

    private func all(_ condition: String, _ arguments: [SQLValue]) throws -> [Entity] {
        try session.rows(
            "SELECT \(Self.columns) FROM entity e WHERE e.deleted_at IS NULL AND \(condition)", arguments
        ).map { row in
            var reader = SQLRowReader(row)
            return try Entity(&reader)
        }
    }
}

extension Entity {
    init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        name = try reader.text()
        kind = try reader.raw(EntityKind.self)
        organizationID = try reader.optionalInt()
        defaultVisibility = try reader.raw(ProjectVisibility.self)
        createdAt = try reader.date()
        deletedAt = try reader.optionalDate()
    }
}
