import RoostCatalog

/// Who sent a request.
enum Caller: Sendable {
    case anonymous
    /// A user, through an API key that may be restricted to one project or run.
    case user(User, key: APIKey?)

    var user: User? {
        if case .user(let user, _) = self { user } else { nil }
    }

    /// Whether an attempt of a queued item asks, with its own key.
    var isAttempt: Bool {
        if case .user(_, let key?) = self { key.runName != nil } else { false }
    }

    var isServerAdmin: Bool { (user?.isAdmin ?? false) && !isAttempt }

    /// The user, or an error for callers who are not signed in.
    func requireUser() throws(ServerError) -> User {
        guard let user else { throw .notSignedIn }
        return user
    }

    /// The user, or an error for a key that opens only one project or run: such a key makes no other keys and manages
    /// neither people nor the project itself.
    func requireUnrestrictedUser() throws(ServerError) -> User {
        let user = try requireUser()
        if case .user(_, let key?) = self, key.isRestricted {
            throw .forbidden("this API key opens one project and may do nothing outside of it")
        }
        return user
    }

    /// The user, or an error for anyone but a server administrator.
    func requireServerAdmin() throws(ServerError) -> User {
        let user = try requireUnrestrictedUser()
        guard user.isAdmin else { throw .forbidden("only an administrator of the server can do this") }
        return user
    }
}
