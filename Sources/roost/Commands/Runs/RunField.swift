import RoostJSON

/// A field of runs that lists show, filter and sort by.
struct RunField: Sendable, Hashable {
    /// The name in this program.
    let name: String
    /// The name in filters and orders of the server.
    let serverName: String
    private let kind: Kind

    private enum Kind: Sendable, Hashable {
        /// A member of the server's answer, at a path.
        case member([String])
        case config(String)
        case summary(String)
    }

    /// Name, server's name, and where the answer holds it.
    private static let plain: [(name: String, serverName: String, path: [String])] = [
        ("id", "name", ["name"]), ("name", "display_name", ["displayName"]), ("state", "state", ["state"]),
        ("user", "username", ["user", "username"]), ("created", "created_at", ["createdAt"]),
        ("updated", "heartbeat_at", ["heartbeatAt"]), ("tags", "tags", ["tags"]), ("group", "group", ["group"]),
        ("job_type", "job_type", ["jobType"]), ("notes", "notes", ["notes"]), ("sweep", "sweep", ["sweepName"]),
        ("commit", "commit", ["commit"]), ("rows", "history_line_count", ["historyLineCount"]),
    ]

    init(_ name: String) throws(CommandFailure) {
        self.name = name
        if let field = Self.plain.first(where: { $0.name == name }) {
            serverName = field.serverName
            kind = .member(field.path)
        } else if let key = name.rest(after: "config."), !key.isEmpty {
            serverName = "config.\(key).value"
            kind = .config(key)
        } else if let key = name.rest(after: "summary."), !key.isEmpty {
            serverName = "summary_metrics.\(key)"
            kind = .summary(key)
        } else {
            let names = Self.plain.map(\.name).joined(separator: ", ")
            throw CommandFailure(
                .usage, "'\(name)' is no field of runs. There are \(names), config.KEY and summary.KEY.")
        }
    }

    /// The server's form of an order such as `-created`.
    static func order(_ text: String) throws(CommandFailure) -> String {
        let sign = text.hasPrefix("-") ? "-" : "+"
        return sign
            + (try RunField(text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text)).serverName
    }

    /// Whether it is a value of the config or the summary.
    var isValue: Bool {
        if case .member = kind { false } else { true }
    }

    func value(in run: RunHead) -> JSON {
        switch kind {
        case .member(let path):
            path.reduce(run.members) { value, key in value[key] ?? .null }
        case .config(let key): Self.find(key, in: run.config)
        case .summary(let key): Self.find(key, in: run.summary)
        }
    }

    /// The value of a key, which may hold dots itself or lead into nested objects.
    private static func find(_ key: String, in value: JSON) -> JSON {
        if let found = value[key] { return found }
        var end = key.endIndex
        while let dot = key[..<end].lastIndex(of: ".") {
            if let outer = value[String(key[..<dot])], outer.objectValue != nil {
                let found = find(String(key[key.index(after: dot)...]), in: outer)
                if !found.isNull { return found }
            }
            end = dot
        }
        return .null
    }
}

extension String {
    /// What follows `prefix`; `nil` for another beginning.
    func rest(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
