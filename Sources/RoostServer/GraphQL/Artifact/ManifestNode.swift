import RoostCatalog
import RoostGraphQL

/// A list of what an artifact holds.
struct ManifestNode: GraphQLObject {
    static let graphQLTypeName = "ArtifactManifest"

    enum Content: Sendable {
        /// One that a client uploads. The caller may write to its project.
        case announced(ArtifactManifest, of: Artifact)
        /// The complete one of a committed version.
        case complete(BlobReference, of: Artifact)
    }

    let content: Content

    static func types() -> [any TypeDeclaration] {
        [
            Object<ManifestNode>("ArtifactManifest") {
                Field("id", "ID!", .parent) { node, _, _ in node.id }
                Field("file", "File!", .parent) { node, _, _ in
                    switch node.content {
                    case .announced(let manifest, let artifact):
                        FileNode(content: .announcedManifest(manifest, of: artifact))
                    case .complete(let blob, let artifact): FileNode(content: .manifest(blob, of: artifact))
                    }
                }
            },
            EnumType("ArtifactManifestType", of: ArtifactManifest.Kind.self),
            InputType(
                "ArtifactManifestEntryInput",
                fields: [
                    "name: String!", "digest: String", "birthArtifactID: String", "ref: String", "size: Int64",
                ]),
        ]
    }

    var id: String {
        switch content {
        case .announced(let manifest, _): manifest.globalID.text
        case .complete(_, let artifact): RowlessID.text("CompleteManifest", "\(artifact.id)")
        }
    }
}
