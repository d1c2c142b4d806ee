/// An input object. Its fields are written in the schema language: `name: String!`, `first: Int = 50`.
public struct InputType: TypeDeclaration {
    public let name: String
    public let description: String?
    public let fields: [String]
    /// Whether a value must give exactly one of the fields, and not null (`@oneOf`).
    public let isOneOf: Bool

    public init(_ name: String, _ description: String? = nil, isOneOf: Bool = false, fields: [String]) {
        self.name = name
        self.description = description
        self.fields = fields
        self.isOneOf = isOneOf
    }
}
