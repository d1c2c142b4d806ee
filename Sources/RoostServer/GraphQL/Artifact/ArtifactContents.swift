import RoostCatalog
import RoostGraphQL

extension ArtifactNode {
    static let filesArguments = ["names: [String!]", "after: String", "first: Int = 50"]

    /// What a version holds.
    @FieldsBuilder<ArtifactNode, QueryContext> static var contents: [Field<ArtifactNode, QueryContext>] {
        Field("currentManifest", "ArtifactManifest", .parent, "The complete manifest; null until it is committed.") {
            node, _, _ in
            node.artifact.manifest.map { ManifestNode(content: .complete($0, of: node.artifact)) }
        }
        Field("files", "FileConnection", arguments: filesArguments, .parent, cost: 5) { node, arguments, context in
            try await files(of: node.artifact, arguments, context)
        }
        Field(
            "filesByManifestEntries", "FileConnection",
            arguments: [
                "entries: [ArtifactManifestEntryInput!]", "manifestVersion: String!", "storageLayout: String!",
                "storageRegion: String",
            ], .parent, "The files of these entries, in their order.", cost: 5
        ) { node, arguments, context in
            let names = try arguments.objects("entries").map { try $0.string("name") }
            return Connection<FileNode>(all: try await node.files(named: names, context))
        }
    }

    /// The entries of a version, by name; references among them.
    static func files(
        of artifact: Artifact, _ arguments: Arguments, _ context: QueryContext
    ) async throws -> Connection<FileNode> {
        let names = arguments.strings("names")
        try checkCount(of: names)
        let request = try arguments.page()
        let id = artifact.id
        let page = try await context.read { access in
            try access.tx.artifacts.entries(artifact: id, names: names, request)
        }
        return Connection(
            page,
            totalCount: { context in
                try await context.read { access in try access.tx.artifacts.entryCount(artifact: id, names: names) }
            }
        ) { FileNode(content: .entry($0, of: artifact)) }
    }

    private func files(named names: [String], _ context: QueryContext) async throws -> [FileNode] {
        try Self.checkCount(of: names)
        guard !names.isEmpty else { return [] }
        let id = artifact.id
        let found = try await context.read { access in
            var found: [String: ArtifactEntry] = [:]
            var cursor: String?
            repeat {
                let page = try access.tx.artifacts.entries(
                    artifact: id, names: names, PageRequest(first: Limits.page, after: cursor))
                for entry in page.elements { found[entry.name] = entry }
                cursor = page.hasNextPage ? page.endCursor : nil
            } while cursor != nil
            return found
        }
        return try names.map { name in
            guard let entry = found[name] else { throw ServerError.notFound("file '\(name)'") }
            return FileNode(content: .entry(entry, of: artifact))
        }
    }

    private static func checkCount(of names: [String]) throws(ServerError) {
        guard names.count <= Limits.page else {
            throw .invalid(field: "names", value: "\(names.count) names", expected: "at most \(Limits.page)")
        }
    }
}
