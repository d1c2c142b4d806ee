import RoostCatalog

/// The one way from a name or id in a request to an artifact or collection.
///
/// A version that is linked into a portfolio still belongs to the project in which it was logged: who may not read
/// that project does not see the version through the link either.
extension Access {
    func require(_ permission: Permission, onProject id: Int64) throws {
        guard let project = try tx.projects.find(id: id) else { throw ServerError.notFound("project") }
        try require(permission, on: project)
    }

    /// A project in which the caller may write; it is made when it does not exist.
    func projectMadeForWriting(_ name: String, entity entityName: String?) throws -> Project {
        if let known = try project(name, entity: entityName) {
            try require(.write, on: known)
            return known
        }
        let owner = try entityForWriting(entityName)
        let project = try tx.projects.upsert(entity: owner.id, name: name, user: caller.user?.id).project
        // A key that is restricted to one project may neither make others nor use those that it does not see.
        try require(.write, on: project)
        return project
    }

    // MARK: Versions

    /// A version in any state that the caller may read.
    func artifact(id: Int64) throws -> Artifact? {
        guard let artifact = try tx.artifacts.find(id: id),
            try opens(artifact) || project(id: artifact.projectID) != nil
        else { return nil }
        return artifact
    }

    func artifact(globalID text: String) throws -> Artifact? {
        guard case .artifact(let id) = try? GlobalID(text) else { return nil }
        return try artifact(id: id)
    }

    /// A version that the caller may use with `permission`.
    ///
    /// - Throws: `notFound` when the caller may not see it, `forbidden` when seeing is all the caller may do.
    func artifact(globalID text: String, for permission: Permission) throws -> Artifact {
        guard let artifact = try artifact(globalID: text) else { throw ServerError.notFound("artifact '\(text)'") }
        if permission == .read, opens(artifact) { return artifact }
        try require(permission, onProject: artifact.projectID)
        if permission > .read { try requireRight(toWrite: artifact) }
        return artifact
    }

    /// Refuses to change versions that the run of an attempt's key did not log.
    private func requireRight(toWrite artifact: Artifact) throws {
        guard caller.isAttempt else { return }
        let run = try artifact.runID.flatMap { try tx.runs.find(id: $0, parts: .none) }
        try requireRight(toWriteRun: run?.name ?? "", project: artifact.projectID)
    }

    /// The newest version that a client's own id means, among those that the caller may read.
    func artifact(clientID: String) throws -> Artifact? {
        try tx.artifacts.find(clientID: clientID).first { try project(id: $0.projectID) != nil }
    }

    /// A version by `collection:alias`, `collection:v3` or `collection` alone, with its place in that collection.
    func version(_ name: String, in project: Project) throws -> MembershipNode? {
        guard let membership = try tx.artifacts.membership(project: project.id, name: name) else { return nil }
        return try version(at: membership)
    }

    func version(at membership: ArtifactMembership) throws -> MembershipNode? {
        guard let artifact = try artifact(id: membership.artifactID) else { return nil }
        return MembershipNode(membership: membership, artifact: artifact)
    }

    /// Where a version stands, as far as the caller may read it.
    func memberships(of artifact: Artifact) throws -> [ArtifactMembership] {
        try tx.artifacts.memberships(artifact: artifact.id).filter {
            try opensCollection($0.collection.id) || project(id: $0.collection.projectID) != nil
        }
    }

    // MARK: The job of an attempt

    /// Whether the key of an attempt is for this job, which may belong to a project that it does not open.
    private func opens(_ artifact: Artifact) -> Bool { opensCollection(artifact.sequenceID) }

    private func opensCollection(_ id: Int64) -> Bool {
        if case .user(_, let key?) = caller { key.collectionID == id } else { false }
    }

    /// The project of an attempt's job, of which nothing but that job may be seen.
    func projectOfJob(_ name: String, entity entityName: String?) throws -> Project? {
        guard case .user(_, let key?) = caller, let id = key.collectionID,
            let project = try tx.artifacts.collection(id: id).flatMap({ try tx.projects.find(id: $0.projectID) }),
            project.name == name, entityName == nil || entityName == project.entityName
        else { return nil }
        return project
    }

    /// An uploaded file by its MD5 (in Base64), in whichever project of the entity the caller may read.
    func artifactFile(md5: String, entity name: String) throws -> ArtifactFile? {
        guard let entity = try tx.entities.find(name: name) else { return nil }
        return try tx.artifacts.files(entity: entity.id, md5: md5).first { try project(id: $0.projectID) != nil }
    }

    // MARK: Collections

    /// A collection that the caller may read, deleted or not.
    func collection(globalID text: String) throws -> ArtifactCollection? {
        guard case .artifactCollection(let id) = try? GlobalID(text),
            let collection = try tx.artifacts.collection(id: id), try project(id: collection.projectID) != nil
        else { return nil }
        return collection
    }

    /// A collection that the caller may change.
    func writableCollection(
        globalID text: String, kind: ArtifactCollection.Kind? = nil
    ) throws -> ArtifactCollection {
        guard let collection = try collection(globalID: text), collection.state == .ready,
            kind == nil || kind == collection.kind
        else {
            throw ServerError.notFound("artifact \((kind?.rawValue ?? "collection").lowercased()) '\(text)'")
        }
        try require(.write, onProject: collection.projectID)
        return collection
    }

    /// A collection that the caller may change, by its name.
    func writableCollection(_ name: String, project: String, entity: String?) throws -> ArtifactCollection {
        let project = try self.project(project, entity: entity, for: .write)
        guard let collection = try tx.artifacts.collection(project: project.id, name: name) else {
            throw ServerError.notFound("artifact collection '\(project.entityName)/\(project.name)/\(name)'")
        }
        return collection
    }

    // MARK: Runs

    /// A run by its row that the caller may read; `nil` when there is none, or it is not the caller's to see.
    func visibleRun(id: Int64) throws -> Run? {
        do {
            return try run(id: id, for: .read)
        } catch ServerError.notFound {
            return nil
        }
    }
}
