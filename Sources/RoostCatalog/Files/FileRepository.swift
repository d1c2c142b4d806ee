import FoundationEssentials

/// The files of runs.
public struct FileRepository {
    let transaction: CatalogTransaction
    private var session: any SQLSession { transaction.session }

    private static let columns = """
        f.id, f.run_id, f.name, f.size, f.md5, f.digest, f.mimetype, f.is_uploaded, f.created_at, f.updated_at
        """

    /// Announces files that will be uploaded; those that are known stay as they are.
    ///
    /// - Returns: one file for each name, in the same order.
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a name that ``FileName`` refuses.
    public func declare(run: Int64, names: [String]) throws -> [RunFile] {
        try names.map { name in
            try FileName.validate(name)
            if let file = try find(run: run, name: name) { return file }
            let id = try session.insert(
                """
                INSERT INTO run_file (run_id, name, size, is_uploaded, created_at, updated_at)
                VALUES ($1, $2, 0, 0, $3, $3) RETURNING id
                """,
                [.int(run), .text(name), SQLValue(transaction.now)])
            return try get(id)
        }
    }

    /// Gives a file its content; an older content of the same name is released.
    ///
    /// - Throws: ``CatalogError/busy(_:)`` when that very content is being deleted from the store at this
    ///   moment: upload it again.
    public func put(
        run: Int64, name: String, blob: BlobReference, mimetype: String? = nil
    ) throws -> RunFile {
        let old = try declare(run: run, names: [name])[0]
        try transaction.blobs.retain(blob.digest)
        try session.execute(
            """
            UPDATE run_file SET size = $2, md5 = $3, digest = $4, mimetype = $5, is_uploaded = 1, updated_at = $6
            WHERE id = $1
            """,
            [
                .int(old.id), .int(blob.size), .text(blob.md5), .text(blob.digest),
                SQLValue(mimetype ?? old.mimetype), SQLValue(transaction.now),
            ])
        if let digest = old.digest, digest != blob.digest { try transaction.blobs.release([digest]) }
        return try get(old.id)
    }

    public func find(id: Int64) throws -> RunFile? {
        try session.row("SELECT \(Self.columns) FROM run_file f WHERE f.id = $1", [.int(id)]).map(RunFile.init)
    }

    /// Finds a file, uploaded or announced.
    public func find(run: Int64, name: String) throws -> RunFile? {
        try session.row(
            "SELECT \(Self.columns) FROM run_file f WHERE f.run_id = $1 AND f.name = $2", [.int(run), .text(name)]
        ).map(RunFile.init)
    }

    /// - Throws: ``CatalogError/notFound(kind:name:)``.
    public func get(_ id: Int64) throws -> RunFile {
        guard let file = try find(id: id) else { throw CatalogError.notFound(kind: "file", name: "\(id)") }
        return file
    }

    /// The uploaded files of a run, by name.
    ///
    /// - Parameters:
    ///   - names: only these; all when empty.
    ///   - pattern: only names like this (SQL's LIKE: `%` stands for any text, `_` for one character, `\` takes the
    ///     next one literally).
    public func list(
        run: Int64, names: [String] = [], pattern: String? = nil, _ page: PageRequest = PageRequest()
    ) throws -> Page<RunFile> {
        var query = SQLText()
        query.append("SELECT \(Self.columns) FROM run_file f WHERE ")
        write(run: run, names: names, pattern: pattern, into: &query)
        if let after = page.after {
            query.append(" AND f.name > ")
            query.bind(try Cursor(after, list: "files", count: 1).values[0])
        }
        query.append(" ORDER BY f.name LIMIT ")
        query.bind(.int(Int64(page.first + 1)))
        return Page(try session.rows(query).map(RunFile.init), request: page) {
            Cursor(list: "files", [.text($0.name)])
        }
    }

    /// How many uploaded files a run has, of those names and like that pattern.
    public func count(run: Int64, names: [String] = [], pattern: String? = nil) throws -> Int {
        var query = SQLText()
        query.append("SELECT count(*) FROM run_file f WHERE ")
        write(run: run, names: names, pattern: pattern, into: &query)
        return try session.count(query)
    }

    private func write(run: Int64, names: [String], pattern: String?, into query: inout SQLText) {
        query.append("f.run_id = ")
        query.bind(.int(run))
        query.append(" AND f.is_uploaded = 1")
        if !names.isEmpty {
            query.append(" AND f.name IN (")
            query.bindList(names.map(SQLValue.text))
            query.append(")")
        }
        if let pattern {
            query.append(" AND f.name LIKE ")
            query.bind(.text(pattern))
            query.append(" ESCAPE '\\'")
        }
    }

    /// Deletes files; ids that are gone are passed over.
    ///
    /// - Returns: the contents to which nothing refers any more. They are garbage now
    ///   (``BlobRepository/claimGarbage(limit:abandoned:)``).
    @discardableResult
    public func delete(_ ids: [Int64]) throws -> [String] {
        var digests: [String] = []
        for id in ids {
            guard let file = try find(id: id) else { continue }
            try session.execute("DELETE FROM run_file WHERE id = $1", [.int(id)])
            if let digest = file.digest { digests.append(digest) }
        }
        return try transaction.blobs.release(digests)
    }

    @discardableResult
    func removeAll(run: Int64) throws -> [String] {
        let rows = try session.rows("SELECT \(Self.columns) FROM run_file f WHERE f.run_id = $1", [.int(run)])
        return try delete(try rows.map { try RunFile($0).id })
    }
}

extension RunFile {
    fileprivate init(_ row: SQLRow) throws {
        var reader = SQLRowReader(row)
        id = try reader.int()
        runID = try reader.int()
        name = try reader.text()
        size = try reader.int()
        md5 = try reader.optionalText()
        digest = try reader.optionalText()
        mimetype = try reader.optionalText()
        isUploaded = try reader.bool()
        createdAt = try reader.date()
        updatedAt = try reader.date()
    }
}
