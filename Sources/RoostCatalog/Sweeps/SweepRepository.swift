import FoundationEssentials

/// The hyperparameter searches.
public struct SweepRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    private static let columns = """
        s.id, s.project_id, p.name, e.name, s.name, s.display_name, s.description, s.config, s.method, s.state,
        s.controller, s.scheduler, s.account_id, s.created_at, s.updated_at
        """
    private static let tables = "sweep s JOIN project p ON p.id = s.project_id JOIN entity e ON e.id = p.entity_id"
    private static let live = "p.deleted_at IS NULL AND e.deleted_at IS NULL"

    /// Creates a search with a name of its own, in state ``SweepState/pending`` unless the change says otherwise.
    ///
    /// - Parameters:
    ///   - change: must have a configuration and its method.
    ///   - user: who does it.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` without a configuration.
    public func create(project: Int64, _ change: SweepChange, user: Int64?) throws -> Sweep {
        guard let config = change.config, let method = change.method else {
            throw CatalogError.invalid(field: "config", value: "", expected: "a sweep configuration in YAML")
        }
        let id = try session.insert(
            """
            INSERT INTO sweep (project_id, name, config, method, state, account_id, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id
            """,
            [
                .int(project), .text(try freeName(project: project)), .text(config), .text(method),
                .text(SweepState.pending.rawValue), SQLValue(user), SQLValue(transaction.now),
            ])
        return try update(id, change)
    }

    public func update(_ id: Int64, _ change: SweepChange) throws -> Sweep {
        let sweep = try get(id)
        try NameRules.checkLength(change.config, field: "config", bytes: Limits.launchSpecBytes)
        try NameRules.checkLength(change.displayName, field: "displayName", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(change.description, field: "description", bytes: Limits.longTextBytes)
        try NameRules.checkLength(change.controller, field: "controller", bytes: Limits.launchSpecBytes)
        try NameRules.checkLength(change.scheduler, field: "scheduler", bytes: Limits.launchSpecBytes)
        try session.execute(
            """
            UPDATE sweep SET config = $2, method = $3, display_name = $4, description = $5, state = $6,
                controller = $7, scheduler = $8, updated_at = $9
            WHERE id = $1
            """,
            [
                .int(id), .text(change.config ?? sweep.config), .text(change.method ?? sweep.method),
                SQLValue(changed(sweep.displayName, by: change.displayName)),
                SQLValue(changed(sweep.description, by: change.description)),
                .text((change.state ?? sweep.state).rawValue),
                SQLValue(changed(sweep.controller, by: change.controller)),
                SQLValue(changed(sweep.scheduler, by: change.scheduler)), SQLValue(transaction.now),
            ])
        return try get(id)
    }

    public func find(id: Int64) throws -> Sweep? {
        try session.row(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE s.id = $1 AND \(Self.live)", [.int(id)]
        ).map(Sweep.init)
    }

    public func find(project: Int64, name: String) throws -> Sweep? {
        try session.row(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE s.project_id = $1 AND s.name = $2 AND \(Self.live)",
            [.int(project), .text(name)]
        ).map(Sweep.init)
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> Sweep {
        guard let sweep = try find(id: id) else { throw CatalogError.notFound(kind: "sweep", name: "\(id)") }
        return sweep
    }

    /// The searches of a project, newest first.
    public func list(project: Int64, _ page: PageRequest = PageRequest()) throws -> Page<Sweep> {
        let after = try Cursor.ints(page.after, list: "sweeps", count: 1, otherwise: .max)
        let rows = try session.rows(
            """
            SELECT \(Self.columns) FROM \(Self.tables)
            WHERE s.project_id = $1 AND s.id < $2 AND \(Self.live) ORDER BY s.id DESC LIMIT $3
            """, [.int(project), .int(after[0]), .int(Int64(page.first + 1))])
        return Page(try rows.map(Sweep.init), request: page) { Cursor(list: "sweeps", [.int($0.id)]) }
    }

    public func count(project: Int64) throws -> Int {
        Int(try session.int("SELECT count(*) FROM sweep WHERE project_id = $1", [.int(project)]) ?? 0)
    }

    private func freeName(project: Int64) throws -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        while true {
            let name = String((0..<8).map { _ in letters[Int.random(in: letters.indices)] })
            let taken = try session.row(
                "SELECT id FROM sweep WHERE project_id = $1 AND name = $2", [.int(project), .text(name)])
            if taken == nil { return name }
        }
    }
}

extension Sweep {
    fileprivate init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        projectID = try reader.int()
        projectName = try reader.text()
        entityName = try reader.text()
        name = try reader.text()
        displayName = try reader.optionalText()
        description = try reader.optionalText()
        config = try reader.text()
        method = try reader.text()
        state = try reader.raw(SweepState.self)
        controller = try reader.optionalText()
        scheduler = try reader.optionalText()
        userID = try reader.optionalInt()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
