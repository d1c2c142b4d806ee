import RoostGraphQL

/// A tag of a version or a collection.
struct TagNode: GraphQLObject, ConnectionKind {
    typealias Node = TagNode
    static let graphQLTypeName = "Tag"
    static let connectionName = "Tag"

    let name: String

    static func types() -> [any TypeDeclaration] {
        [
            Object<TagNode>("Tag") {
                Field("id", "ID!", .parent) { tag, _, _ in RowlessID.text("Tag", tag.name) }
                Field("name", "String!", .parent) { tag, _, _ in tag.name }
                Field("tagCategoryName", "String", .parent, "Tags have no categories.") { _, _, _ in String?.none }
            }
        ] + Connection<TagNode>.types(node: "Tag")
    }
}
