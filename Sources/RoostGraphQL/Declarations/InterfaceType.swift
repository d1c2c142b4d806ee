/// An interface. Its fields are written in the schema language: `files(first: Int = 50): FileConnection!`.
public struct InterfaceType: TypeDeclaration {
    public let name: String
    public let description: String?
    /// The names of the interfaces that this one implements, inherited ones included.
    public let interfaces: [String]
    public let fields: [String]

    public init(
        _ name: String, _ description: String? = nil, implements interfaces: [String] = [], fields: [String]
    ) {
        self.name = name
        self.description = description
        self.interfaces = interfaces
        self.fields = fields
    }
}
