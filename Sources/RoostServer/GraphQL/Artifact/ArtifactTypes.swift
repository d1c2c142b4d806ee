import RoostGraphQL

/// The object, interface, union, enum and input types of artifacts. Those of one mutation stand with it.
enum ArtifactTypes {
    static func types() -> [any TypeDeclaration] {
        ArtifactNode.types() + ManifestNode.types() + CollectionNode.types() + ArtifactTypeNode.types()
            + MembershipNode.types() + AliasNode.types() + TagNode.types() + ArtifactQueries.types()
            + PartUploadNode.types() + inputs
    }

    /// Inputs that several mutations share.
    private static let inputs: [any TypeDeclaration] = [
        InputType("ArtifactAliasInput", fields: ["artifactCollectionName: String!", "alias: String!"]),
        InputType(
            "ArtifactCollectionAliasInput",
            fields: [
                "entityName: String!", "projectName: String!", "artifactCollectionName: String!", "alias: String!",
            ]),
        InputType("TagInput", fields: ["tagName: String!", "tagCategoryName: String", "attributes: JSONString"]),
        InputType("UploadPartsInput", fields: ["partNumber: Int!", "hexMD5: String!"]),
        EnumType("ArtifactStorageLayout", values: ["V1", "V2"]),
    ]
}

extension Arguments {
    /// The names in a list of tags.
    func tagNames(_ name: String) throws -> [String] {
        try objects(name).map { try $0.string("tagName") }
    }

    /// The text of a field that old clients send empty where newer ones send null.
    func text(_ name: String) -> String? {
        optionalString(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
