import RoostJSON

/// The large texts of runs, kept beside their rows.
struct RunDocuments {
    let session: any SQLSession

    enum Part: Int64, CaseIterable {
        case config = 0
        case summary = 1
        case systemMetrics = 2

        var option: RunParts {
            switch self {
            case .config: .config
            case .summary: .summary
            case .systemMetrics: .systemMetrics
            }
        }

        var field: String {
            switch self {
            case .config: "config"
            case .summary: "summary"
            case .systemMetrics: "system metrics"
            }
        }
    }

    func write(run: Int64, part: Part, body: String) throws {
        try session.execute(
            """
            INSERT INTO run_document (run_id, part, body) VALUES ($1, $2, $3)
            ON CONFLICT (run_id, part) DO UPDATE SET body = excluded.body
            """,
            [.int(run), .int(part.rawValue), .text(body)])
    }

    /// The wanted texts of several runs.
    func read(runs: [Int64], parts: RunParts) throws -> [Int64: [Part: String]] {
        let wanted = Part.allCases.filter { parts.contains($0.option) }
        guard !runs.isEmpty, !wanted.isEmpty else { return [:] }
        var query = SQLText()
        query.append("SELECT run_id, part, body FROM run_document WHERE run_id IN (")
        query.bindList(runs.map(SQLValue.int))
        query.append(") AND part IN (")
        query.bindList(wanted.map { .int($0.rawValue) })
        query.append(")")
        var found: [Int64: [Part: String]] = [:]
        for row in try session.rows(query) {
            var reader = SQLRowReader(row)
            let run = try reader.int()
            guard let part = Part(rawValue: try reader.int()) else { continue }
            found[run, default: [:]][part] = try reader.text()
        }
        return found
    }

    /// The members of a document.
    ///
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` when the text is not a JSON object;
    ///   ``CatalogError/limit(name:limit:value:)`` when it is too long.
    static func parse(_ text: String, part: Part) throws(CatalogError) -> JSONObject {
        try NameRules.checkLength(text, field: part.field, bytes: Limits.documentBytes)
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw .invalid(field: part.field, value: text, expected: "JSON text of an object (\(error))")
        }
        guard case .object(let members) = json else {
            throw .invalid(field: part.field, value: text, expected: "JSON text of an object")
        }
        return members
    }
}
