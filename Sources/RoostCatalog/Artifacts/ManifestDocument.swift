import RoostJSON

/// The text of a manifest (version 1): which paths an artifact holds, and where their contents are.
public struct ManifestDocument: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        /// MD5 in Base64 for files; an entity tag or an address for references.
        public let digest: String
        public let size: Int64
        /// The address of what is stored elsewhere.
        public let reference: String?
        /// The global id of the artifact with which the file was uploaded.
        public let birthArtifactID: String?
    }

    private var document: JSONObject
    private var contents: JSONObject

    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` when the text is no manifest of version 1 or holds
    ///   a path that ``FileName`` refuses; ``CatalogError/limit(name:limit:value:)``.
    public init(parsing bytes: [UInt8]) throws(CatalogError) {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw Self.invalid("", expected: "JSON (\(error))")
        }
        guard case .object(let document) = json, document["version"]?.intValue == 1 else {
            throw Self.invalid(json["version"]?.canonicalText ?? "", expected: "version 1")
        }
        guard case .object(let contents)? = document["contents"] else {
            throw Self.invalid("contents", expected: "an object of paths")
        }
        guard contents.count <= Limits.manifestEntries else {
            throw .limit(name: "entries of a manifest", limit: Limits.manifestEntries, value: contents.count)
        }
        self.document = document
        self.contents = contents
        for (path, value) in contents {
            try FileName.validate(path)
            _ = try Self.entry(value, path: path)
        }
    }

    public var paths: some Collection<String> { contents.keys }
    public var count: Int { contents.count }

    /// The entry of a path; `nil` when there is none.
    public subscript(path: String) -> Entry? {
        contents[path].flatMap { try? Self.entry($0, path: path) }
    }

    /// Puts the entries of another manifest over these.
    public mutating func overlay(_ other: ManifestDocument) {
        for (path, value) in other.contents { contents[path] = value }
    }

    /// The manifest as JSON text.
    public var bytes: [UInt8] {
        var document = document
        document["contents"] = .object(contents)
        var writer = JSONWriter()
        writer.write(.object(document))
        return writer.bytes
    }

    private static func entry(_ json: JSON, path: String) throws(CatalogError) -> Entry {
        guard let digest = json["digest"]?.stringValue else {
            throw invalid(path, expected: "an entry with a digest")
        }
        let size = json["size"]?.intValue ?? 0
        guard size >= 0 else { throw invalid(path, expected: "a size of 0 or more") }
        return Entry(
            digest: digest, size: size, reference: json["ref"]?.stringValue,
            birthArtifactID: json["birthArtifactID"]?.stringValue)
    }

    private static func invalid(_ value: String, expected: String) -> CatalogError {
        .invalid(field: "manifest", value: value, expected: expected)
    }
}
