import FoundationEssentials

/// The alerts of runs.
public struct AlertRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    private static let columns = "id, run_id, title, text, severity, wait_microseconds, created_at"

    /// Adds an alert, unless the run gave one of the same title less than `waitSeconds` ago.
    ///
    /// - Returns: the alert, or `nil` when it was dropped.
    public func add(
        run: Int64, title: String, text: String, severity: AlertSeverity = .info, waitSeconds: Double = 60
    ) throws -> Alert? {
        _ = try transaction.runs.get(run, parts: .none)
        try NameRules.checkLength(title, field: "alert title", bytes: Limits.shortTextBytes)
        try NameRules.checkLength(text, field: "alert text", bytes: Limits.longTextBytes)
        guard waitSeconds >= 0, waitSeconds < 1e9 else {
            throw CatalogError.invalid(
                field: "waitDuration", value: "\(waitSeconds) s", expected: "0 s or more, less than 1e9 s")
        }
        let wait = Int64(waitSeconds * 1_000_000)
        let recent = try session.row(
            "SELECT id FROM alert WHERE run_id = $1 AND title = $2 AND created_at > $3 LIMIT 1",
            [.int(run), .text(title), .int(transaction.now.microseconds - wait)])
        guard recent == nil else { return nil }
        let id = try session.insert(
            """
            INSERT INTO alert (run_id, title, text, severity, wait_microseconds, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
            """,
            [
                .int(run), .text(title), .text(text), .text(severity.rawValue), .int(wait),
                SQLValue(transaction.now),
            ])
        return Alert(
            id: id, runID: run, title: title, text: text, severity: severity,
            waitSeconds: Double(wait) / 1_000_000, createdAt: transaction.now)
    }

    /// The alerts of a run, newest first.
    public func list(run: Int64, _ page: PageRequest = PageRequest()) throws -> Page<Alert> {
        let after = try Cursor.ints(page.after, list: "alerts", count: 1, otherwise: .max)
        let rows = try session.rows(
            "SELECT \(Self.columns) FROM alert WHERE run_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
            [.int(run), .int(after[0]), .int(Int64(page.first + 1))])
        return Page(try rows.map(Alert.init), request: page) { Cursor(list: "alerts", [.int($0.id)]) }
    }
}

extension Alert {
    fileprivate init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        runID = try reader.int()
        title = try reader.text()
        text = try reader.text()
        severity = try reader.raw(AlertSeverity.self)
        waitSeconds = Double(try reader.int()) / 1_000_000
        createdAt = try reader.date()
    }
}
