/// What the `user`, `key`, `team` and `org` commands ask for. The same value runs on a data directory or travels to a
/// running server, so that both ways do the same.
public enum AdminCommand: Codable, Sendable, Hashable {
    case addUser(name: String, email: String?, isAdmin: Bool, password: String?)
    case listUsers
    case removeUser(name: String)
    /// Sets or clears the password, ends all web sessions and revokes all keys.
    case resetUser(name: String, password: String?)
    /// A link that signs its user in once.
    case addSignInLink(user: String)

    /// - Parameter secret: a key brought from elsewhere; a new random one is made when it is missing.
    case addKey(user: String?, name: String, expiresDays: Int?, secret: String?)
    case listKeys(user: String?)
    case removeKey(id: Int64)

    case addTeam(name: String, admin: String?, organization: String?)
    case listTeams
    case removeTeam(name: String)
    case addMember(team: String, user: String, role: String)
    case removeMember(team: String, user: String)
    case listMembers(team: String)

    case addOrganization(name: String, admin: String?)
    case listOrganizations
    case removeOrganization(name: String)
}

/// The answer to an ``AdminCommand``: a table.
public struct AdminReply: Codable, Sendable, Hashable {
    public let columns: [String]
    public let rows: [[String]]

    public init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// One row, as (column, value) pairs.
    init(_ fields: (String, String)...) {
        columns = fields.map(\.0)
        rows = [fields.map(\.1)]
    }
}
