/// The fields that the engine answers itself. Their raw values stand where other fields have their index.
enum MetaField: Int {
    case typename = -1
    case schema = -2
    case type = -3

    var name: String {
        switch self {
        case .typename: "__typename"
        case .schema: "__schema"
        case .type: "__type"
        }
    }

    static func definitions(ids: [String: Int]) -> [String: OutputField] {
        guard let string = ids["String"], let schema = ids["__Schema"], let type = ids["__Type"] else { return [:] }
        let fields = [
            OutputField(
                name: typename.name, description: "The name of the current Object type at runtime.", arguments: [],
                type: TypeReference(named: string).required, deprecation: nil, cost: 0,
                index: MetaField.typename.rawValue),
            OutputField(
                name: MetaField.schema.name, description: "Access the current type schema of this server.",
                arguments: [], type: TypeReference(named: schema).required, deprecation: nil,
                index: MetaField.schema.rawValue),
            OutputField(
                name: MetaField.type.name, description: "Request the type information of a single type.",
                arguments: [
                    InputValue(
                        name: "name", description: nil, type: TypeReference(named: string).required,
                        defaultValue: nil, deprecation: nil)
                ],
                type: TypeReference(named: type), deprecation: nil, index: MetaField.type.rawValue),
        ]
        return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
    }
}
