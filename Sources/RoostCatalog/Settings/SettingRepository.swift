/// Settings of the server: short texts by name.
public struct SettingRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    /// The value of a setting; `nil` when it was never set.
    public func value(_ name: String) throws -> String? {
        guard let row = try session.row("SELECT value FROM setting WHERE name = $1", [.text(name)]) else { return nil }
        var reader = SQLRowReader(row)
        return try reader.text()
    }

    /// Sets a value; `nil` removes it.
    public func set(_ name: String, _ value: String?) throws {
        guard let value else {
            try session.execute("DELETE FROM setting WHERE name = $1", [.text(name)])
            return
        }
        try NameRules.checkLength(name, field: "setting name", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(value, field: "setting \(name)", bytes: Limits.longTextBytes)
        try session.execute(
            """
            INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            [.text(name), .text(value)])
    }

    /// Sets a value unless there is one, and returns the one that holds: two servers that start at once agree.
    public func establish(_ name: String, _ value: String) throws -> String {
        try session.execute(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            [.text(name), .text(value)])
        return try self.value(name) ?? value
    }
}
