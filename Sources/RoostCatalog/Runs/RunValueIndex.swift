/// The table of values that runs are found by.
struct RunValueIndex {
    let session: any SQLSession

    /// Which document values come from.
    enum Section: String {
        case config = "config."
        case summary = "summary."
        case history = "history."

        /// The text that follows all paths of the section in byte order.
        var end: String { "\(rawValue.dropLast())/" }
    }

    /// Makes the values of one section equal to `values`; rows that are right already are not touched.
    func update(
        run: Int64, project: Int64, section: Section, values: [RunValuePlace: RunValue]
    ) throws {
        let rows = try session.rows(
            """
            SELECT p.path, v.place, v.kind, v.num, v.text, v.path_id FROM run_value v JOIN run_path p ON p.id = v.path_id
            WHERE v.run_id = $1 AND p.path >= $2 AND p.path < $3
            """,
            [.int(run), .text(section.rawValue), .text(section.end)])
        var missing = values
        var paths: [String: Int64] = [:]
        for row in rows {
            var reader = SQLRowReader(row)
            let place = RunValuePlace(path: try reader.text(), place: try reader.int())
            let value = try RunValue(&reader)
            let path = try reader.int()
            paths[place.path] = path
            guard let wanted = missing.removeValue(forKey: place) else {
                try session.execute(
                    "DELETE FROM run_value WHERE run_id = $1 AND path_id = $2 AND place = $3",
                    [.int(run), .int(path), .int(place.place)])
                continue
            }
            guard wanted != value else { continue }
            try session.execute(
                """
                UPDATE run_value SET kind = $4, num = $5, text = $6
                WHERE run_id = $1 AND path_id = $2 AND place = $3
                """,
                [.int(run), .int(path), .int(place.place)] + wanted.columns)
        }
        for (place, value) in missing {
            let path = try paths[place.path] ?? id(path: place.path, project: project)
            paths[place.path] = path
            try session.execute(
                "INSERT INTO run_value (run_id, path_id, place, kind, num, text) VALUES ($1, $2, $3, $4, $5, $6)",
                [.int(run), .int(path), .int(place.place)] + value.columns)
        }
    }

    /// The number of a path, given one if it has none yet.
    func id(path: String, project: Int64) throws -> Int64 {
        if let id = try existingID(path: path, project: project) { return id }
        try session.execute(
            "INSERT INTO run_path (project_id, path) VALUES ($1, $2) ON CONFLICT (project_id, path) DO NOTHING",
            [.int(project), .text(path)])
        guard let id = try existingID(path: path, project: project) else {
            throw CatalogError.database("no row for path \(path)")
        }
        return id
    }

    func existingID(path: String, project: Int64) throws -> Int64? {
        try session.int(
            "SELECT id FROM run_path WHERE project_id = $1 AND path = $2", [.int(project), .text(path)])
    }

    /// Forgets all values and keys of a run.
    func removeAll(run: Int64) throws {
        try session.execute("DELETE FROM run_value WHERE run_id = $1", [.int(run)])
        try session.execute("DELETE FROM run_key WHERE run_id = $1", [.int(run)])
    }
}

extension RunValue {
    fileprivate init(_ reader: inout SQLRowReader) throws {
        let raw = try reader.int()
        guard let kind = RunValueKind(rawValue: raw) else { throw CatalogError.database("value of kind \(raw)") }
        self.init(kind, number: try reader.optionalDouble(), text: try reader.optionalText())
    }

    fileprivate var columns: [SQLValue] { [.int(kind.rawValue), SQLValue(number), SQLValue(text)] }
}
