import RoostGraphQL

/// Where the parts of a large file go.
struct PartUploadNode: GraphQLObject {
    static let graphQLTypeName = "UploadMultipartUrls"

    let upload: PartUpload
    let parts: [Int]

    static func types() -> [any TypeDeclaration] {
        [
            Object<PartUploadNode>("UploadMultipartUrls") {
                Field("uploadID", "String!", .parent) { node, _, _ in node.upload.id }
                Field("uploadUrlParts", "[UploadUrlPart!]!", .parent) { node, _, _ in
                    node.parts.map { PartNode(upload: node.upload, number: $0) }
                }
            },
            Object<PartNode>("UploadUrlPart") {
                Field("partNumber", "Int!", .parent) { node, _, _ in node.number }
                Field("uploadUrl", "String!", .parent) { node, _, context in
                    context.address(
                        of: .uploadArtifactFilePart(
                            file: node.upload.file, upload: node.upload.id, part: node.number),
                        lifetimeSeconds: Limits.uploadAddressSeconds)
                }
            },
        ]
    }
}

/// One part of a large file; the first has the number 1.
struct PartNode: GraphQLObject {
    static let graphQLTypeName = "UploadUrlPart"
    let upload: PartUpload
    let number: Int
}
