import FoundationEssentials

extension ArtifactRepository {
    private static let fileColumns = """
        f.id, f.artifact_id, f.project_id, f.name, f.md5, f.size, f.digest, f.mimetype, f.created_at, f.updated_at
        """

    /// Announces files of a pending artifact.
    ///
    /// - Returns: one file for each announcement, in the same order. Where the project has the content already,
    ///   the file is there at once and ``ArtifactFile/needsUpload`` is false.
    public func createFiles(artifact: Int64, _ files: [NewArtifactFile]) throws -> [ArtifactFile] {
        let artifact = try get(artifact)
        guard artifact.state == .pending else {
            throw CatalogError.conflict("artifact \(artifact.id) is not pending")
        }
        return try files.map { new in
            try FileName.validate(new.name)
            try NameRules.checkLength(new.md5, field: "file digest", bytes: Limits.shortTextBytes)
            let old = try self.files(
                "f.artifact_id = $1 AND f.name = $2", [.int(artifact.id), .text(new.name)]
            ).first
            if let old, old.md5 == new.md5, old.digest != nil { return old }
            // Only within the project: nobody gets at a content of others by knowing its digest.
            let same = try self.files(
                "f.project_id = $1 AND f.md5 = $2 AND f.digest IS NOT NULL ORDER BY f.id LIMIT 1",
                [.int(artifact.projectID), .text(new.md5)]
            ).first
            let id = try session.insert(
                """
                INSERT INTO artifact_file (artifact_id, project_id, name, md5, size, digest, mimetype, created_at,
                    updated_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
                ON CONFLICT (artifact_id, name) DO UPDATE SET md5 = excluded.md5, size = excluded.size,
                    digest = excluded.digest, mimetype = excluded.mimetype, updated_at = excluded.updated_at
                RETURNING id
                """,
                [
                    .int(artifact.id), .int(artifact.projectID), .text(new.name), .text(new.md5),
                    .int(same?.size ?? 0), SQLValue(same?.digest), SQLValue(new.mimetype),
                    SQLValue(transaction.now),
                ])
            if let digest = old?.digest { try transaction.blobs.release([digest]) }
            return try getFile(id)
        }
    }

    /// Gives a file its content. That it has the announced MD5 is for the caller to see.
    public func putFile(_ id: Int64, blob: BlobReference) throws -> ArtifactFile {
        let file = try getFile(id)
        try transaction.blobs.retain(blob.digest)
        try session.execute(
            "UPDATE artifact_file SET size = $2, digest = $3, updated_at = $4 WHERE id = $1",
            [.int(id), .int(blob.size), .text(blob.digest), SQLValue(transaction.now)])
        if let old = file.digest, old != blob.digest { try transaction.blobs.release([old]) }
        return try getFile(id)
    }

    public func file(id: Int64) throws -> ArtifactFile? {
        try files("f.id = $1", [.int(id)]).first
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func getFile(_ id: Int64) throws -> ArtifactFile {
        guard let file = try file(id: id) else { throw CatalogError.notFound(kind: "artifact file", name: "\(id)") }
        return file
    }

    /// The uploaded file of a birth artifact with this MD5 (in Base64); of one with the given name, if there are
    /// several.
    public func file(birthArtifact: Int64, md5: String, name: String? = nil) throws -> ArtifactFile? {
        let found = try files(
            "f.artifact_id = $1 AND f.md5 = $2 AND f.digest IS NOT NULL ORDER BY f.id",
            [.int(birthArtifact), .text(md5)])
        return found.first { $0.name == name } ?? found.first
    }

    /// The uploaded files with this MD5 (in Base64) in all projects of an entity, the oldest of each project.
    public func files(entity: Int64, md5: String) throws -> [ArtifactFile] {
        try files(
            """
            f.id IN (SELECT min(g.id) FROM artifact_file g JOIN project p ON p.id = g.project_id
                WHERE p.entity_id = $1 AND p.deleted_at IS NULL AND g.md5 = $2 AND g.digest IS NOT NULL
                GROUP BY g.project_id)
            ORDER BY f.id
            """,
            [.int(entity), .text(md5)])
    }

    /// The entries of a committed version, by name.
    ///
    /// - Parameter names: only these; all when empty.
    public func entries(
        artifact: Int64, names: [String] = [], _ page: PageRequest = PageRequest()
    ) throws -> Page<ArtifactEntry> {
        var query = SQLText()
        query.append(
            """
            SELECT n.name, n.digest, n.size, n.reference, n.file_id, \(Self.fileColumns)
            FROM artifact_entry n LEFT JOIN artifact_file f ON f.id = n.file_id WHERE
            """)
        write(artifact: artifact, names: names, into: &query)
        if let after = page.after {
            query.append(" AND n.name > ")
            query.bind(try Cursor(after, list: "artifact files", count: 1).values[0])
        }
        query.append(" ORDER BY n.name LIMIT ")
        query.bind(.int(Int64(page.first + 1)))
        let found = try session.rows(query).map { row in
            var reader = SQLRowReader(row)
            let (name, digest, size) = (try reader.text(), try reader.text(), try reader.int())
            let reference = try reader.optionalText()
            let file = try reader.optionalInt() == nil ? nil : try ArtifactFile(&reader)
            return ArtifactEntry(name: name, digest: digest, size: size, reference: reference, file: file)
        }
        return Page(found, request: page) { Cursor(list: "artifact files", [.text($0.name)]) }
    }

    /// How many entries a committed version has; of those names, if given.
    public func entryCount(artifact: Int64, names: [String] = []) throws -> Int {
        var query = SQLText()
        query.append("SELECT count(*) FROM artifact_entry n WHERE")
        write(artifact: artifact, names: names, into: &query)
        return try session.count(query)
    }

    private func write(artifact: Int64, names: [String], into query: inout SQLText) {
        query.append(" n.artifact_id = ")
        query.bind(.int(artifact))
        guard !names.isEmpty else { return }
        query.append(" AND n.name IN (")
        query.bindList(names.map(SQLValue.text))
        query.append(")")
    }

    private func files(_ condition: String, _ arguments: [SQLValue]) throws -> [ArtifactFile] {
        try session.rows("SELECT \(Self.fileColumns) FROM artifact_file f WHERE \(condition)", arguments).map { row in
            var reader = SQLRowReader(row)
            return try ArtifactFile(&reader)
        }
    }
}

extension ArtifactFile {
    fileprivate init(_ reader: inout SQLRowReader) throws {
        id = try reader.int()
        artifactID = try reader.int()
        projectID = try reader.int()
        name = try reader.text()
        md5 = try reader.text()
        size = try reader.int()
        digest = try reader.optionalText()
        mimetype = try reader.optionalText()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
