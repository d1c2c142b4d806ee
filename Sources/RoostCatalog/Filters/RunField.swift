/// What a filter or an order may look at.
enum RunField: Hashable, Sendable {
    case text(TextColumn)
    case number(NumberColumn)
    case date(DateColumn)
    /// The list of tags.
    case tags
    /// Whether the run has this tag.
    case tag(String)
    /// A value of the configuration or the summary: the paths that the key may mean, the likeliest first.
    case value([String])
    /// Whether the history has this key.
    case historyKey(String)
    /// The names of artifacts that the run used or logged.
    case artifacts(ArtifactUse.Role)

    enum TextColumn: String, Sendable, CaseIterable {
        case name, state, group, host, username, sweep, displayName, jobType, notes, description, commit, program,
            repo
    }

    enum NumberColumn: String, Sendable, CaseIterable {
        case duration, exitCode
    }

    enum DateColumn: String, Sendable, CaseIterable {
        case createdAt, heartbeatAt, updatedAt
    }
}

extension RunField {
    private static let names: [String: RunField] = [
        "name": .text(.name), "state": .text(.state), "group": .text(.group), "host": .text(.host),
        "username": .text(.username), "user": .text(.username), "sweep": .text(.sweep), "sweepName": .text(.sweep),
        "sweep_name": .text(.sweep), "display_name": .text(.displayName), "displayName": .text(.displayName),
        "job_type": .text(.jobType), "jobType": .text(.jobType), "notes": .text(.notes),
        "description": .text(.description), "commit": .text(.commit), "program": .text(.program),
        "repo": .text(.repo), "duration": .number(.duration), "exitcode": .number(.exitCode),
        "exit_code": .number(.exitCode), "exitCode": .number(.exitCode), "created_at": .date(.createdAt),
        "createdAt": .date(.createdAt), "heartbeat_at": .date(.heartbeatAt), "heartbeatAt": .date(.heartbeatAt),
        "updated_at": .date(.updatedAt), "updatedAt": .date(.updatedAt), "tags": .tags,
        "inputArtifacts": .artifacts(.input), "input_artifacts": .artifacts(.input),
        "outputArtifacts": .artifacts(.output), "output_artifacts": .artifacts(.output),
    ]

    /// Reads the key of a filter or an order; `nil` when there is no such field.
    init?(key: String) {
        if let field = Self.names[key] {
            self = field
        } else if let path = key.without(prefix: "config.") {
            self = .value(Self.configPaths(path))
        } else if let path = key.without(prefix: "summary_metrics.") ?? key.without(prefix: "summaryMetrics.")
            ?? key.without(prefix: "summary.")
        {
            self = .value(["summary.\(path)"])
        } else if let key = key.without(prefix: "keys_info.keys.") ?? key.without(prefix: "keysInfo.keys.") {
            self = .historyKey(key)
        } else if let tag = key.without(prefix: "tags.") {
            self = .tag(tag)
        } else {
            return nil
        }
    }

    static let expected = """
        a run field (name, state, group, host, username, sweep, display_name, job_type, tags, notes, description, \
        commit, program, repo, duration, exitcode, created_at, heartbeat_at, updated_at, inputArtifacts, \
        outputArtifacts) or config.…, summary_metrics.…, keys_info.keys.…, tags.…
        """

    /// On the wire every key of the configuration has a member `value`, which may be named or left out:
    /// `net.depth`, `net.value.depth`, `net.depth.value`.
    private static func configPaths(_ path: String) -> [String] {
        var paths = ["config.\(path)"]
        if let head = path.without(suffix: ".value") { paths.append("config.\(head)") }
        if let range = path.firstRange(of: ".value.") {
            paths.append("config.\(path[..<range.lowerBound]).\(path[range.upperBound...])")
        }
        return paths
    }
}

extension String {
    fileprivate func without(prefix: String) -> String? {
        hasPrefix(prefix) && utf8.count > prefix.utf8.count ? String(dropFirst(prefix.count)) : nil
    }

    fileprivate func without(suffix: String) -> String? {
        hasSuffix(suffix) && utf8.count > suffix.utf8.count ? String(dropLast(suffix.count)) : nil
    }
}
