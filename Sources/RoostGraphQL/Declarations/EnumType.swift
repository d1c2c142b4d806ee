/// An enum. Its values are written in the schema language: `READY`, `OLD @deprecated(reason: "Use READY.")`.
public struct EnumType: TypeDeclaration {
    public let name: String
    public let description: String?
    public let values: [String]

    public init(_ name: String, _ description: String? = nil, values: [String]) {
        self.name = name
        self.description = description
        self.values = values
    }

    /// An enum with the raw values of a Swift enum.
    public init<Values: CaseIterable & RawRepresentable>(
        _ name: String, _ description: String? = nil, of type: Values.Type
    ) where Values.RawValue == String {
        self.init(name, description, values: type.allCases.map(\.rawValue))
    }
}
