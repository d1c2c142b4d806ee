import Foundation
import RoostCatalog

/// Performs administrative commands on a catalog.
public struct Administration: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// Performs a command with all rights, as the owner of the data directory.
    ///
    /// - Throws: `CatalogError` or ``ServerError``, with a message for the person who typed the command.
    public func perform(_ command: AdminCommand) async throws -> AdminReply {
        switch command {
        case .addUser, .listUsers, .removeUser, .resetUser, .addSignInLink: try await performOnUsers(command)
        case .addKey, .listKeys, .removeKey: try await performOnKeys(command)
        case .addTeam, .listTeams, .removeTeam, .addMember, .removeMember, .listMembers:
            try await performOnTeams(command)
        case .addOrganization, .listOrganizations, .removeOrganization: try await performOnOrganizations(command)
        }
    }

    /// Performs a command for a caller of a running server: administrators may do everything, others manage their
    /// own keys.
    func perform(_ command: AdminCommand, for caller: Caller) async throws -> AdminReply {
        let user = try caller.requireUser()
        if user.isAdmin { return try await perform(command) }
        switch command {
        case .addKey(let name?, _, _, nil) where name == user.username: return try await perform(command)
        case .addKey(nil, let name, let days, nil):
            return try await perform(.addKey(user: user.username, name: name, expiresDays: days, secret: nil))
        case .listKeys(let name) where name == nil || name == user.username:
            return try await perform(.listKeys(user: user.username))
        case .removeKey(let id):
            let key = try await catalog.read { tx in try tx.keys.find(id: id) }
            guard key?.userID == user.id else { throw ServerError.notFound("key \(id)") }
            return try await perform(command)
        default: throw ServerError.forbidden("only an administrator of the server can do this")
        }
    }

    // MARK: Users

    private func performOnUsers(_ command: AdminCommand) async throws -> AdminReply {
        switch command {
        case .addUser(let name, let email, let isAdmin, let password):
            let hash = try password.map { try Password.hash($0) }
            let new = NewUser(username: name, email: email, isAdmin: isAdmin, passwordHash: hash)
            let user = try await catalog.write { tx in try tx.users.create(new) }
            return AdminReply(("id", "\(user.id)"), ("user", user.username), ("admin", "\(user.isAdmin)"))
        case .listUsers:
            let users = try await catalog.read { tx in try tx.users.search(nil, PageRequest(first: 1_000)).elements }
            return AdminReply(
                columns: ["id", "user", "email", "admin", "kind", "created"],
                rows: users.map {
                    [
                        "\($0.id)", $0.username, $0.email ?? "", "\($0.isAdmin)", $0.accountType.rawValue,
                        Self.time($0.createdAt),
                    ]
                })
        case .removeUser(let name):
            try await catalog.write { tx in try tx.users.delete(Self.user(name, tx).id) }
            return AdminReply(("removed", name))
        case .resetUser(let name, let password):
            let hash = try password.map { try Password.hash($0) }
            try await catalog.write { tx in
                let user = try Self.user(name, tx)
                try tx.users.setPasswordHash(user.id, hash)
                try tx.sessions.deleteAll(user: user.id)
                for key in try tx.keys.list(user: user.id) { _ = try tx.keys.revoke(key.id, user: user.id) }
            }
            return AdminReply(("reset", name))
        case .addSignInLink(let name):
            let token = try await catalog.write { tx in
                try tx.sessions.createLink(user: Self.user(name, tx).id, seconds: 3600)
            }
            return AdminReply(("user", name), ("path", "/signin?token=\(token)"))
        default: preconditionFailure("not a command on users")
        }
    }

    // MARK: Keys

    private func performOnKeys(_ command: AdminCommand) async throws -> AdminReply {
        switch command {
        case .addKey(let name, let label, let days, let secret):
            if let days, !(1...36_500).contains(days) {
                throw ServerError.invalid(field: "expires", value: "\(days)", expected: "1 to 36500 days")
            }
            let expiry = days.map { Date() + Double($0) * 86_400 }
            return try await catalog.write { tx in
                let user = try name.map { try Self.user($0, tx) } ?? Self.firstAdmin(tx)
                let made =
                    if let secret {
                        (try tx.keys.add(user: user.id, name: label, secret: secret, expiresAt: expiry), secret)
                    } else {
                        { ($0.key, $0.secret) }(try tx.keys.create(user: user.id, name: label, expiresAt: expiry))
                    }
                return AdminReply(("id", "\(made.0.id)"), ("user", user.username), ("name", label), ("key", made.1))
            }
        case .listKeys(let name):
            return try await catalog.read { tx in
                let users =
                    try name.map { [try Self.user($0, tx)] } ?? tx.users.search(nil, PageRequest(first: 1_000)).elements
                let rows = try users.flatMap { user in
                    try tx.keys.list(user: user.id).map { key in
                        [
                            "\(key.id)", user.username, key.name, key.hint, Self.time(key.createdAt),
                            key.expiresAt.map(Self.time) ?? "never", key.lastUsedAt.map(Self.time) ?? "never",
                        ]
                    }
                }
                return AdminReply(
                    columns: ["id", "user", "name", "hint", "created", "expires", "used"], rows: rows)
            }
        case .removeKey(let id):
            let removed = try await catalog.write { tx in
                guard let key = try tx.keys.find(id: id) else { return false }
                return try tx.keys.revoke(id, user: key.userID)
            }
            guard removed else { throw ServerError.notFound("key \(id)") }
            return AdminReply(("removed", "\(id)"))
        default: preconditionFailure("not a command on keys")
        }
    }

    // MARK: Teams

    private func performOnTeams(_ command: AdminCommand) async throws -> AdminReply {
        switch command {
        case .addTeam(let name, let admin, let organization):
            return try await catalog.write { tx in
                let organizationID = try organization.map { try Self.entity($0, .organization, tx).id }
                let team = try tx.entities.create(name: name, kind: .team, organizationID: organizationID)
                if let admin { try tx.members.set(user: Self.user(admin, tx).id, in: team.id, role: .admin) }
                return AdminReply(("id", "\(team.id)"), ("team", team.name), ("admin", admin ?? ""))
            }
        case .listTeams: return try await list(.team)
        case .removeTeam(let name):
            try await catalog.write { tx in try tx.entities.delete(Self.entity(name, .team, tx).id) }
            return AdminReply(("removed", name))
        case .addMember(let team, let name, let text):
            guard let role = Role(rawValue: text) else {
                throw ServerError.invalid(field: "role", value: text, expected: "admin, member or viewer")
            }
            try await catalog.write { tx in
                try tx.members.set(user: Self.user(name, tx).id, in: Self.group(team, tx).id, role: role)
            }
            return AdminReply(("team", team), ("user", name), ("role", text))
        case .removeMember(let team, let name):
            try await catalog.write { tx in
                _ = try tx.members.remove(user: Self.user(name, tx).id, from: Self.group(team, tx).id)
            }
            return AdminReply(("team", team), ("removed", name))
        case .listMembers(let team):
            return try await catalog.read { tx in
                let members = try tx.members.list(entity: Self.group(team, tx).id)
                return AdminReply(
                    columns: ["team", "user", "role", "since"],
                    rows: members.map { [team, $0.user.username, $0.role.rawValue, Self.time($0.createdAt)] })
            }
        default: preconditionFailure("not a command on teams")
        }
    }

    // MARK: Organisations

    private func performOnOrganizations(_ command: AdminCommand) async throws -> AdminReply {
        switch command {
        case .addOrganization(let name, let admin):
            return try await catalog.write { tx in
                let organization = try tx.entities.create(name: name, kind: .organization)
                if let admin { try tx.members.set(user: Self.user(admin, tx).id, in: organization.id, role: .admin) }
                return AdminReply(("id", "\(organization.id)"), ("organization", name), ("admin", admin ?? ""))
            }
        case .listOrganizations: return try await list(.organization)
        case .removeOrganization(let name):
            try await catalog.write { tx in try tx.entities.delete(Self.entity(name, .organization, tx).id) }
            return AdminReply(("removed", name))
        default: preconditionFailure("not a command on organisations")
        }
    }

    private func list(_ kind: EntityKind) async throws -> AdminReply {
        try await catalog.read { tx in
            let entities = try tx.entities.list(kind: kind, PageRequest(first: 1_000)).elements
            return AdminReply(
                columns: ["id", kind.rawValue, "members", "created"],
                rows: try entities.map {
                    ["\($0.id)", $0.name, "\(try tx.members.list(entity: $0.id).count)", Self.time($0.createdAt)]
                })
        }
    }

    // MARK: Look-ups

    private static func user(_ name: String, _ tx: CatalogTransaction) throws -> User {
        guard let user = try tx.users.find(username: name) else { throw ServerError.notFound("user '\(name)'") }
        return user
    }

    private static func firstAdmin(_ tx: CatalogTransaction) throws -> User {
        guard let user = try tx.users.search(nil, PageRequest(first: 1_000)).elements.first(where: \.isAdmin) else {
            throw ServerError.notFound("an administrator; add one with 'roost user add NAME --admin'; it was")
        }
        return user
    }

    private static func entity(_ name: String, _ kind: EntityKind, _ tx: CatalogTransaction) throws -> Entity {
        guard let entity = try tx.entities.find(name: name), entity.kind == kind else {
            throw ServerError.notFound("\(kind.rawValue) '\(name)'")
        }
        return entity
    }

    /// A team or an organisation: what people can be members of.
    private static func group(_ name: String, _ tx: CatalogTransaction) throws -> Entity {
        guard let entity = try tx.entities.find(name: name), entity.kind != .user else {
            throw ServerError.notFound("team '\(name)'")
        }
        return entity
    }

    private static func time(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
