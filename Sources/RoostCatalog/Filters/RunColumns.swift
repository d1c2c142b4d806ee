/// How the fields of a run read in SQL, on `run r`.
extension RunField.TextColumn {
    var expression: String {
        switch self {
        case .name: "r.name"
        case .state: "r.state"
        case .group: "r.group_name"
        case .host: "r.host"
        case .username:
            "(SELECT ue.name FROM account ua JOIN entity ue ON ue.id = ua.entity_id WHERE ua.id = r.account_id)"
        case .sweep: "r.sweep_name"
        case .displayName: "r.display_name"
        case .jobType: "r.job_type"
        case .notes: "r.notes"
        case .description: "r.description"
        case .commit: "r.git_commit"
        case .program: "r.program"
        case .repo: "r.repo"
        }
    }

    var isNullable: Bool {
        switch self {
        case .name, .state, .displayName: false
        default: true
        }
    }

    /// Whether an index leads from a project and a value of the column to its runs.
    var isIndexed: Bool {
        switch self {
        case .name, .state, .group, .sweep, .displayName: true
        default: false
        }
    }
}

extension RunField.NumberColumn {
    var expression: String {
        switch self {
        case .duration: "((r.heartbeat_at - r.created_at) / 1000000.0)"
        case .exitCode: "r.exit_code"
        }
    }

    var isNullable: Bool { self == .exitCode }
}

extension RunField.DateColumn {
    var expression: String {
        switch self {
        case .createdAt: "r.created_at"
        case .heartbeatAt: "r.heartbeat_at"
        case .updatedAt: "r.updated_at"
        }
    }
}
