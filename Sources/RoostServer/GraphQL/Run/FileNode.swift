import RoostCatalog
import RoostGraphQL

/// A file of a run or an artifact.
struct FileNode: GraphQLObject, ConnectionKind {
    typealias Node = FileNode
    static let graphQLTypeName = "File"
    static let connectionName = "File"

    /// Where the contents are and how they are put there.
    enum Content: Sendable {
        case run(RunFile, run: Run)
        /// A name that a client asked for and the run does not have; old clients take the first edge whatever comes,
        /// and know a missing file by its MD5, `0`.
        case missing(String, run: Run)
        /// A file announced for an artifact, and in which parts the client wants to send it. The caller may write to
        /// the project.
        case announced(ArtifactFile, of: Artifact, parts: [Int])
        /// A manifest announced for an artifact. The caller may write to the project.
        case announcedManifest(ArtifactManifest, of: Artifact)
        /// What a committed version holds.
        case entry(ArtifactEntry, of: Artifact)
        /// The complete manifest of a committed version.
        case manifest(BlobReference, of: Artifact)
    }

    let content: Content

    static func type() -> Object<FileNode> {
        Object("File", "A file of a run or an artifact.", fields: head + addresses + artifactFields)
    }

    @FieldsBuilder<FileNode, QueryContext> private static var head: [Field<FileNode, QueryContext>] {
        Field("id", "ID!", .parent) { node, _, _ in node.id }
        Field("name", "String!", .parent) { node, _, _ in node.name }
        Field("displayName", "String!", .parent) { node, _, _ in node.name }
        Field("sizeBytes", "Int64!", .parent) { node, _, _ in node.size }
        Field("mimetype", "String", .parent) { node, _, _ in node.mimetype }
        Field("md5", "String", .parent, "In Base64; null before the upload and for references.") { node, _, _ in
            node.md5
        }
        Field("digest", "String", .parent, "As in a manifest: the MD5, or what a reference is compared by.") {
            node, _, _ in
            if case .entry(let entry, _) = node.content { entry.digest } else { node.md5 }
        }
        Field("updatedAt", "DateTime", .parent) { node, _, _ in node.updatedAt }
    }

    @FieldsBuilder<FileNode, QueryContext> private static var addresses: [Field<FileNode, QueryContext>] {
        Field(
            "url", "String", arguments: ["upload: Boolean = false"], .parent,
            "Where the file can be got with an API key, or, for an upload, put."
        ) { node, arguments, context in
            arguments.bool("upload", default: false)
                ? try await node.uploadAddress(context) : node.address(context)
        }
        Field("directUrl", "String", .parent, "Where the file can be got without credentials, for a time.") {
            node, _, context in
            node.directAddress(context)
        }
        Field("uploadUrl", "String", .parent, "Where the file can be put; null when it must not or need not be.") {
            node, _, context in
            try await node.uploadAddress(context)
        }
        Field("uploadHeaders", "[String!]!", .parent, "Headers to send with an upload, as `Name:Value`.") {
            node, _, _ in
            node.uploadHeaders
        }
    }

    @FieldsBuilder<FileNode, QueryContext> private static var artifactFields: [Field<FileNode, QueryContext>] {
        Field("artifact", "Artifact", .parent, "The version with which the file was uploaded.") { node, _, context in
            try await node.birthArtifact(context)
        }
        Field("storagePath", "String", .parent, "Names an artifact's file when its upload in parts is completed.") {
            node, _, _ in
            node.storedFile.map(PartUpload.storagePath)
        }
        Field("uploadMultipartUrls", "UploadMultipartUrls", .parent) { node, _, _ in node.partUpload }
    }

    /// The uploaded files of a run.
    static func page(
        of run: Run, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<FileNode> {
        let names = arguments.strings("names")
        let pattern = arguments.optionalString("pattern")
        let request = try arguments.page()
        let page = try await context.read { access in
            try access.tx.files.list(run: run.id, names: names, pattern: pattern, request)
        }
        let present = Set(page.elements.map(\.name))
        let missing = request.after == nil && !page.hasNextPage ? names.filter { !present.contains($0) } : []
        let edges =
            page.edges.map { Edge<FileNode>(node: FileNode(content: .run($0.node, run: run)), cursor: $0.cursor) }
            + missing.map { Edge(node: FileNode(content: .missing($0, run: run)), cursor: page.endCursor ?? "") }
        return Connection(
            edges: edges, pageInfo: PageInfo(endCursor: page.endCursor, hasNextPage: page.hasNextPage),
            totalCount: { context in
                try await context.read { access in
                    try access.tx.files.count(run: run.id, names: names, pattern: pattern)
                }
            })
    }
}
