import RoostCatalog

/// What a caller may do with a project.
enum Permission: Int, Sendable, Comparable {
    case read, write, administer

    static func < (left: Permission, right: Permission) -> Bool { left.rawValue < right.rawValue }
}

/// The one way from a name or id in a request to a project or run.
///
/// What a caller may not read answers `nil`, as if it did not exist, so that names of others do not leak. What a
/// caller may read but not change is refused with ``ServerError/forbidden(_:)``.
struct Access {
    let tx: CatalogTransaction
    let caller: Caller

    /// The entity that `name` means; the caller's default entity for `nil` and `""`.
    func entity(_ name: String?) throws -> Entity? {
        if let name, !name.isEmpty { return try tx.entities.find(name: name) }
        guard let user = caller.user else { return nil }
        return try tx.entities.find(id: user.defaultEntityID)
    }

    /// The role of the caller in an entity; server administrators administer all.
    func role(in entityID: Int64) throws -> Role? {
        guard let user = caller.user else { return nil }
        if user.isAdmin { return .admin }
        return try tx.members.role(of: user.id, in: entityID)
    }

    /// What the caller may do with a project at most; `nil` when it may not even be seen.
    func permission(on project: Project) throws -> Permission? {
        if case .user(_, let key?) = caller, let only = key.projectID, only != project.id { return nil }
        switch try role(in: project.entityID) {
        case .admin: return caller.isAttempt ? .write : .administer
        case .member: return .write
        case .viewer: return .read
        case nil: break
        }
        switch project.visibility {
        case .userRead: return .read
        case .userWrite: return caller.user == nil ? .read : .write
        case .private, .entityRead, .restricted: return nil
        }
    }

    /// A project by name that the caller may read; `nil` when there is none, or it is not the caller's to see.
    func project(_ name: String, entity entityName: String?) throws -> Project? {
        try permitted(.read, find(name, entity: entityName))
    }

    /// A project by id that the caller may use with `permission`; `nil` when there is none, or it is not the caller's
    /// to see.
    ///
    /// - Throws: `forbidden` when seeing is all the caller may do.
    func project(id: Int64, for permission: Permission = .read) throws -> Project? {
        try permitted(permission, tx.projects.find(id: id))
    }

    /// A project that the caller may use with `permission`.
    ///
    /// - Throws: `notFound` when the caller may not see it, `forbidden` when seeing is all the caller may do.
    func project(_ name: String, entity entityName: String?, for permission: Permission) throws -> Project {
        guard let project = try permitted(permission, find(name, entity: entityName)) else {
            throw ServerError.notFound("project '\(entityName ?? "")/\(name)'")
        }
        return project
    }

    func require(_ needed: Permission, on project: Project) throws {
        guard try permitted(needed, project) != nil else {
            throw ServerError.notFound("project '\(project.entityName)/\(project.name)'")
        }
    }

    private func find(_ name: String, entity entityName: String?) throws -> Project? {
        guard let entity = try entity(entityName) else { return nil }
        return try tx.projects.find(entityID: entity.id, name: name)
    }

    /// A project, if the caller may see it.
    ///
    /// - Throws: `forbidden` when the caller may see it, but not use it with `needed`.
    private func permitted(_ needed: Permission, _ project: Project?) throws -> Project? {
        guard let project, let held = try permission(on: project) else { return nil }
        guard held >= needed else {
            let verb = needed == .write ? "write to" : "administer"
            throw ServerError.forbidden("you may not \(verb) project '\(project.entityName)/\(project.name)'")
        }
        return project
    }

    /// An entity in which the caller may create projects.
    func entityForWriting(_ name: String?) throws -> Entity {
        if case .user(_, let key?) = caller, key.projectID != nil {
            throw ServerError.forbidden("this API key opens one project and may not make others")
        }
        guard let entity = try entity(name) else {
            if caller.user == nil { throw ServerError.notSignedIn }
            throw ServerError.notFound("entity '\(name ?? "")'")
        }
        guard let role = try role(in: entity.id), role >= .member else {
            throw ServerError.forbidden("you may not write to entity '\(entity.name)'")
        }
        return entity
    }

    /// An entity whose members and settings the caller may change.
    func entityForAdministering(_ name: String) throws -> Entity {
        guard let entity = try tx.entities.find(name: name), let role = try role(in: entity.id) else {
            throw ServerError.notFound("entity '\(name)'")
        }
        guard role == .admin else { throw ServerError.forbidden("you may not administer '\(name)'") }
        return entity
    }

    /// A run that the caller may read.
    func run(_ name: String, project projectName: String, entity: String?, parts: RunParts = .all) throws -> Run? {
        guard let project = try project(projectName, entity: entity) else { return nil }
        return try run(name, in: project, parts: parts)
    }

    func run(_ name: String, in project: Project, parts: RunParts = .all) throws -> Run? {
        guard let run = try tx.runs.find(project: project.id, name: name, parts: parts) else { return nil }
        return maySee(run) ? run : nil
    }

    /// A run by its global id or its row id that the caller may use with `permission`.
    func run(globalID text: String, for permission: Permission, parts: RunParts = .all) throws -> Run {
        guard case .run(let name, let project, let entity) = try? GlobalID(text),
            let run = try run(name, project: project, entity: entity, parts: parts)
        else { throw ServerError.notFound("run '\(text)'") }
        try require(permission, on: run)
        return run
    }

    func run(id: Int64, for permission: Permission, parts: RunParts = .all) throws -> Run {
        guard let run = try tx.runs.find(id: id, parts: parts), maySee(run) else {
            throw ServerError.notFound("run")
        }
        try require(permission, on: run)
        return run
    }

    func run(
        _ name: String, project projectName: String, entity: String?, for permission: Permission,
        parts: RunParts = .none
    ) throws -> Run {
        let project = try project(projectName, entity: entity, for: permission)
        guard let run = try run(name, in: project, parts: parts) else {
            throw ServerError.notFound("run '\(project.entityName)/\(project.name)/\(name)'")
        }
        if permission > .read { try requireRight(toWriteRun: name, project: project.id) }
        return run
    }

    func require(_ permission: Permission, on run: Run) throws {
        guard let project = try tx.projects.find(id: run.projectID) else { throw ServerError.notFound("run") }
        try require(permission, on: project)
        if permission > .read { try requireRight(toWriteRun: run.name, project: run.projectID) }
    }

    /// Refuses a key that is restricted to one run: what it does not see may exist all the same.
    func requireRightToMakeRuns() throws {
        if case .user(_, let key?) = caller, key.runID != nil {
            throw ServerError.forbidden("this API key opens one run and may not make others")
        }
    }

    /// Whether the caller may know of all runs of a project that it may read: not with a key for one run.
    var seesAllRuns: Bool {
        if case .user(_, let key?) = caller { key.runID == nil } else { true }
    }

    /// Whether a key that is restricted to one run is this run's.
    func maySee(_ run: Run) -> Bool {
        if case .user(_, let key?) = caller, let only = key.runID { return only == run.id }
        return true
    }
}
