import FoundationEssentials

extension ArtifactRepository {
    static let collectionColumns = """
        c.id, c.project_id, p.name, e.name, c.type_id, t.name, c.kind, c.name, c.description, c.state, c.created_at,
        c.updated_at
        """
    static let collectionJoins = """
        JOIN artifact_type t ON t.id = c.type_id JOIN project p ON p.id = c.project_id
            JOIN entity e ON e.id = p.entity_id
        """

    // MARK: - Types

    /// Creates a type, or answers the one of that name; a description that is given replaces the old one.
    public func ensureType(project: Int64, name: String, description: String? = nil) throws -> ArtifactType {
        if let type = try type(project: project, name: name) {
            guard let description, description != type.description else { return type }
            try session.execute(
                "UPDATE artifact_type SET description = $2 WHERE id = $1", [.int(type.id), .text(description)])
        } else {
            try NameRules.checkArtifactType(name)
            _ = try transaction.projects.get(project)
            try session.execute(
                "INSERT INTO artifact_type (project_id, name, description, created_at) VALUES ($1, $2, $3, $4)",
                [.int(project), .text(name), SQLValue(description), SQLValue(transaction.now)])
        }
        guard let type = try type(project: project, name: name) else {
            throw CatalogError.notFound(kind: "artifact type", name: name)
        }
        return type
    }

    public func type(project: Int64, name: String) throws -> ArtifactType? {
        try types("project_id = $1 AND name = $2", [.int(project), .text(name)]).first
    }

    public func type(id: Int64) throws -> ArtifactType? {
        try types("id = $1", [.int(id)]).first
    }

    /// The types of a project, newest first.
    public func types(project: Int64, _ page: PageRequest = PageRequest()) throws -> Page<ArtifactType> {
        let after = try Cursor.ints(page.after, list: "artifact types", count: 1, otherwise: .max)
        let found = try types(
            "project_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
            [.int(project), .int(after[0]), .int(Int64(page.first + 1))])
        return Page(found, request: page) { Cursor(list: "artifact types", [.int($0.id)]) }
    }

    private func types(_ condition: String, _ arguments: [SQLValue]) throws -> [ArtifactType] {
        try session.rows(
            "SELECT id, project_id, name, description, created_at FROM artifact_type WHERE \(condition)", arguments
        ).map { row in
            var reader = SQLRowReader(row)
            return ArtifactType(
                id: try reader.int(), projectID: try reader.int(), name: try reader.text(),
                description: try reader.optionalText(), createdAt: try reader.date())
        }
    }

    // MARK: - Collections

    /// - Throws: ``CatalogError/conflict(_:)`` when there is a collection of that name with another kind or type.
    func ensureCollection(
        project: Int64, type: ArtifactType, name: String, kind: ArtifactCollection.Kind
    ) throws -> ArtifactCollection {
        if let collection = try collection(project: project, name: name) {
            guard collection.kind == kind else {
                throw CatalogError.conflict(
                    "artifact collection \"\(name)\" is a \(collection.kind.rawValue.lowercased()), not a "
                        + kind.rawValue.lowercased())
            }
            guard collection.typeID == type.id || kind == .portfolio else {
                throw CatalogError.conflict(
                    "artifact \"\(name)\" has type \"\(collection.typeName)\"; it cannot hold type \"\(type.name)\"")
            }
            return collection
        }
        try NameRules.checkCollection(name)
        let id = try session.insert(
            """
            INSERT INTO artifact_collection (project_id, type_id, kind, name, state, next_index, created_at, updated_at)
            VALUES ($1, $2, $3, $4, 'READY', 0, $5, $5) RETURNING id
            """,
            [.int(project), .int(type.id), .text(kind.rawValue), .text(name), SQLValue(transaction.now)])
        return try getCollection(id)
    }

    /// Finds a collection that was not deleted.
    public func collection(project: Int64, name: String) throws -> ArtifactCollection? {
        try collections("c.project_id = $1 AND c.name = $2 AND c.state = 'READY'", [.int(project), .text(name)]).first
    }

    /// Finds a collection, deleted or not.
    public func collection(id: Int64) throws -> ArtifactCollection? {
        try collections("c.id = $1", [.int(id)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func getCollection(_ id: Int64) throws -> ArtifactCollection {
        guard let found = try collection(id: id), found.state == .ready else {
            throw CatalogError.notFound(kind: "artifact collection", name: "\(id)")
        }
        return found
    }

    /// The collections of a project, newest first; of one type or one kind, if asked for.
    public func collections(
        project: Int64, type: Int64? = nil, kind: ArtifactCollection.Kind? = nil, _ page: PageRequest = PageRequest()
    ) throws -> Page<ArtifactCollection> {
        let after = try Cursor.ints(page.after, list: "artifact collections", count: 1, otherwise: .max)
        let found = try collections(
            "\(Self.collectionFilter) AND c.id < $4 ORDER BY c.id DESC LIMIT $5",
            Self.collectionArguments(project, type, kind) + [.int(after[0]), .int(Int64(page.first + 1))])
        return Page(found, request: page) { Cursor(list: "artifact collections", [.int($0.id)]) }
    }

    /// How many collections a project has; of one type or one kind, if asked for.
    public func collectionCount(
        project: Int64, type: Int64? = nil, kind: ArtifactCollection.Kind? = nil
    ) throws -> Int {
        Int(
            try session.int(
                "SELECT count(*) FROM artifact_collection c WHERE \(Self.collectionFilter)",
                Self.collectionArguments(project, type, kind)) ?? 0)
    }

    private static let collectionFilter =
        "c.state = 'READY' AND c.project_id = $1 AND ($2 = 0 OR c.type_id = $2) AND ($3 = '' OR c.kind = $3)"

    private static func collectionArguments(
        _ project: Int64, _ type: Int64?, _ kind: ArtifactCollection.Kind?
    ) -> [SQLValue] {
        [.int(project), .int(type ?? 0), .text(kind?.rawValue ?? "")]
    }

    /// Changes a collection; `nil` leaves a field as it is. An empty description stays one: who sets it reads it back.
    ///
    /// - Throws: ``CatalogError/conflict(_:)`` when another collection of the project has the name.
    public func updateCollection(
        _ id: Int64, name: String? = nil, description: String? = nil
    ) throws -> ArtifactCollection {
        let old = try getCollection(id)
        let name = name ?? old.name
        try NameRules.checkLength(description, field: "collection description", bytes: Limits.longTextBytes)
        if name != old.name {
            try NameRules.checkCollection(name)
            guard try collection(project: old.projectID, name: name) == nil else {
                throw CatalogError.conflict("artifact collection \"\(name)\" exists in \"\(old.projectName)\"")
            }
        }
        try session.execute(
            "UPDATE artifact_collection SET name = $2, description = $3, updated_at = $4 WHERE id = $1",
            [
                .int(id), .text(name), SQLValue(description ?? old.description), SQLValue(transaction.now),
            ])
        return try getCollection(id)
    }

    /// Gives a sequence another type, created when it is missing.
    public func moveCollection(_ id: Int64, toType name: String) throws -> ArtifactCollection {
        let old = try getCollection(id)
        guard old.kind == .sequence else {
            throw CatalogError.invalid(field: "artifactSequenceID", value: old.name, expected: "a sequence")
        }
        let type = try ensureType(project: old.projectID, name: name)
        try session.execute(
            "UPDATE artifact_collection SET type_id = $2, updated_at = $3 WHERE id = $1",
            [.int(id), .int(type.id), SQLValue(transaction.now)])
        return try getCollection(id)
    }

    /// The tags of a collection, in byte order.
    public func collectionTags(_ id: Int64) throws -> [String] {
        try texts("SELECT tag FROM artifact_collection_tag WHERE collection_id = $1 ORDER BY tag", [.int(id)])
    }

    public func addCollectionTags(_ id: Int64, _ tags: [String]) throws {
        _ = try getCollection(id)
        for tag in tags {
            try NameRules.checkTag(tag)
            try session.execute(
                """
                INSERT INTO artifact_collection_tag (collection_id, tag) VALUES ($1, $2)
                ON CONFLICT (collection_id, tag) DO NOTHING
                """,
                [.int(id), .text(tag)])
        }
    }

    public func removeCollectionTags(_ id: Int64, _ tags: [String]) throws {
        _ = try getCollection(id)
        for tag in tags {
            try session.execute(
                "DELETE FROM artifact_collection_tag WHERE collection_id = $1 AND tag = $2", [.int(id), .text(tag)])
        }
    }

    func record(sequenceClientID: String?, sequence: ArtifactCollection) throws {
        guard let sequenceClientID, !sequenceClientID.isEmpty else { return }
        try session.execute(
            """
            INSERT INTO artifact_sequence_client (client_id, project_id, collection_id) VALUES ($1, $2, $3)
            ON CONFLICT (client_id, project_id) DO UPDATE SET collection_id = excluded.collection_id
            """,
            [.text(sequenceClientID), .int(sequence.projectID), .int(sequence.id)])
    }

    private func collections(_ condition: String, _ arguments: [SQLValue]) throws -> [ArtifactCollection] {
        try session.rows(
            """
            SELECT \(Self.collectionColumns) FROM artifact_collection c \(Self.collectionJoins)
            WHERE p.deleted_at IS NULL AND e.deleted_at IS NULL AND \(condition)
            """,
            arguments
        ).map { row in
            var reader = SQLRowReader(row)
            return try ArtifactCollection(&reader)
        }
    }
}

extension ArtifactCollection {
    init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        projectID = try reader.int()
        projectName = try reader.text()
        entityName = try reader.text()
        typeID = try reader.int()
        typeName = try reader.text()
        kind = try reader.raw(Kind.self)
        name = try reader.text()
        description = try reader.optionalText()
        state = try reader.raw(State.self)
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
