/// A field of the configurations or summaries of a project's runs.
public struct RunFieldName: Sendable, Hashable {
    /// As filters spell it: `config.lr`, `summary_metrics.loss`.
    public let key: String
    /// Which types its values have: some of `number`, `text`, `boolean`, `list`.
    public let types: [String]
}

extension RunRepository {
    /// The fields that configurations and summaries of a project's runs have or had.
    ///
    /// What the search names comes first, then what begins with it, then what contains it, each in the order of the
    /// names; what clients keep for themselves (`_…`) comes last.
    ///
    /// - Parameters:
    ///   - search: part of the name, whatever the case.
    ///   - first: how many at most.
    public func fieldNames(project: Int64, search: String? = nil, first: Int = 500) throws -> [RunFieldName] {
        try NameRules.checkLength(search, field: "search", bytes: Limits.searchBytes)
        let search = Array((search ?? "").lowercased().utf8)
        var found: [Match] = []
        let query = "SELECT p.id, p.path FROM run_path p WHERE p.project_id = $1"
        try session.forEachRow(query, [.int(project)]) { cells in
            if let match = Match(id: cells.int(0), path: cells.text(1), search: search) { found.append(match) }
        }
        found.sort { ($0.rank, $0.key) < ($1.rank, $1.key) }
        return try found.prefix(min(max(first, 0), Limits.pageSize)).map { match in
            RunFieldName(key: match.key, types: try types(path: match.id))
        }
    }

    private func types(path: Int64) throws -> [String] {
        let kinds: [(RunValueKind, String)] = [
            (.number, "number"), (.text, "text"), (.bool, "boolean"), (.list, "list"),
        ]
        // One look into each kind's index.
        let columns = kinds.map { kind, _ in
            "EXISTS (SELECT 1 FROM run_value v WHERE v.path_id = $1 AND v.kind = \(kind.rawValue) AND v.place = -1)"
        }
        guard let row = try session.row("SELECT \(columns.joined(separator: ", "))", [.int(path)]) else { return [] }
        return zip(kinds, row.values).compactMap { kind, value in value == .int(0) ? nil : kind.1 }
    }
}

/// A path that contains what is searched for.
private struct Match {
    let id: Int64
    let key: String
    /// The smaller, the closer.
    let rank: Int

    init?(id: Int64, path: String, search: [UInt8]) {
        let name: Substring
        if path.hasPrefix(RunValueIndex.Section.config.rawValue) {
            name = path.dropFirst(RunValueIndex.Section.config.rawValue.count)
            key = path
        } else if path.hasPrefix(RunValueIndex.Section.summary.rawValue) {
            name = path.dropFirst(RunValueIndex.Section.summary.rawValue.count)
            key = "summary_metrics.\(name)"
        } else {
            return nil
        }
        let (lowerKey, lowerName) = (Array(key.lowercased().utf8), Array(name.lowercased().utf8))
        guard lowerKey.contains(search) else { return nil }
        self.id = id
        let closeness =
            if lowerName == search || lowerKey == search {
                0
            } else if lowerName.starts(with: search)
                || lowerKey.starts(with: search)
            { 1 } else { 2 }
        rank = name.hasPrefix("_") ? closeness + 3 : closeness
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        guard count >= part.count else { return false }
        return (0...(count - part.count)).contains { start in
            self[start] == first && self[start..<(start + part.count)].elementsEqual(part)
        }
    }
}
