/// A union of object types.
public struct UnionType: TypeDeclaration {
    public let name: String
    public let description: String?
    public let members: [String]

    public init(_ name: String, _ description: String? = nil, of members: [String]) {
        self.name = name
        self.description = description
        self.members = members
    }
}
