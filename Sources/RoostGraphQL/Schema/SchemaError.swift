/// Why declared types make no schema.
public enum SchemaError: Error, Hashable, CustomStringConvertible {
    /// Every problem found, each naming the type and field.
    case invalid(problems: [String])

    public var description: String {
        switch self {
        case .invalid(let problems): "invalid schema: " + problems.joined(separator: " ")
        }
    }
}
