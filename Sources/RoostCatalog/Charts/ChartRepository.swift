import FoundationEssentials
import RoostJSON

/// The chart specifications of users and teams.
public struct ChartRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    /// Keeps a specification. One of the same name is replaced, so that a script that makes it can run again.
    ///
    /// - Parameters:
    ///   - entity: the row of the owner.
    ///   - user: who does it.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a name that cannot stand in a path or a `spec`
    ///   that is no JSON object; ``CatalogError/limit(name:limit:value:)``.
    public func save(entity: Int64, _ chart: NewCustomChart, user: Int64?) throws -> CustomChart {
        try check(chart)
        let known = try session.int(
            "SELECT id FROM custom_chart WHERE entity_id = $1 AND name = $2", [.int(entity), .text(chart.name)])
        if known == nil { try requireRoom(entity: entity) }
        try session.execute(
            """
            INSERT INTO custom_chart (entity_id, name, display_name, type, is_public, spec, account_id, created_at,
                updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            ON CONFLICT (entity_id, name) DO UPDATE SET display_name = excluded.display_name, type = excluded.type,
                is_public = excluded.is_public, spec = excluded.spec, updated_at = excluded.updated_at
            """,
            [
                .int(entity), .text(chart.name), .text(chart.displayName), .text(chart.type),
                SQLValue(chart.isPublic), .text(chart.spec), SQLValue(user), SQLValue(transaction.now),
            ])
        guard let saved = try first("c.entity_id = $1 AND c.name = $2", [.int(entity), .text(chart.name)]) else {
            throw CatalogError.notFound(kind: "chart", name: chart.name)
        }
        return saved
    }

    /// Finds a specification by the names of its owner and itself.
    public func find(entity: String, name: String) throws -> CustomChart? {
        try first("e.name = $1 AND c.name = $2", [.text(entity), .text(name)])
    }

    private func check(_ chart: NewCustomChart) throws(CatalogError) {
        try NameRules.checkProject(chart.name)
        try NameRules.checkLength(chart.displayName, field: "displayName", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(chart.type, field: "type", bytes: Limits.viewTypeBytes)
        try NameRules.checkLength(chart.spec, field: "spec", bytes: Limits.viewSpecBytes)
        guard let spec = try? JSON(parsing: chart.spec), spec.objectValue != nil else {
            throw .invalid(
                field: "spec", value: String(chart.spec.prefix(200)), expected: "a Vega specification in JSON")
        }
    }

    private func requireRoom(entity: Int64) throws {
        let count = Int(
            try session.int("SELECT count(*) FROM custom_chart WHERE entity_id = $1", [.int(entity)]) ?? 0)
        guard count < Limits.chartsPerEntity else {
            throw CatalogError.limit(name: "charts of an entity", limit: Limits.chartsPerEntity, value: count + 1)
        }
    }

    private func first(_ condition: String, _ arguments: [SQLValue]) throws -> CustomChart? {
        try session.row(
            """
            SELECT c.id, c.entity_id, e.name, c.name, c.display_name, c.type, c.is_public, c.spec, c.created_at,
                c.updated_at
            FROM custom_chart c JOIN entity e ON e.id = c.entity_id
            WHERE e.deleted_at IS NULL AND \(condition)
            """, arguments
        ).map(CustomChart.init)
    }
}

extension CustomChart {
    fileprivate init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        entityID = try reader.int()
        entityName = try reader.text()
        name = try reader.text()
        displayName = try reader.text()
        type = try reader.text()
        isPublic = try reader.bool()
        spec = try reader.text()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
