import RoostJSON

/// The schema as a client sees it, asked from the server by introspection.
struct SchemaMap: Sendable {
    struct Input: Sendable {
        let name: String
        /// As the schema language writes it.
        let type: String
        let isRequired: Bool

        /// The type without lists and exclamation marks.
        var typeName: String { type.filter { !"[]!".contains($0) } }
    }

    struct Field: Sendable {
        let name: String
        let arguments: [Input]
        let typeName: String
    }

    struct Kind: Sendable {
        let kind: String
        let fields: [Field]
        let inputs: [Input]
        let possibleTypes: [String]

        var isComposite: Bool { kind == "OBJECT" || kind == "INTERFACE" || kind == "UNION" }
    }

    let types: [String: Kind]

    init(_ server: LocalServer) async throws {
        let type = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
        let input = "name defaultValue type { \(type) }"
        let answer = try await server.query(
            """
            { __schema { types { kind name possibleTypes { name } inputFields { \(input) }
            fields(includeDeprecated: true) { name args { \(input) } type { \(type) } } } } }
            """)
        var types: [String: Kind] = [:]
        for type in answer.json.at("data", "__schema", "types")?.arrayValue ?? [] {
            guard let name = type["name"]?.stringValue else { continue }
            types[name] = Kind(
                kind: type["kind"]?.stringValue ?? "",
                fields: (type["fields"]?.arrayValue ?? []).map { field in
                    Field(
                        name: field["name"]?.stringValue ?? "", arguments: Self.inputs(field["args"]),
                        typeName: Self.text(field["type"]).filter { !"[]!".contains($0) })
                },
                inputs: Self.inputs(type["inputFields"]),
                possibleTypes: (type["possibleTypes"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue })
        }
        self.types = types
    }

    private static func inputs(_ list: JSON?) -> [Input] {
        (list?.arrayValue ?? []).map { input in
            let type = text(input["type"])
            let hasDefault = input["defaultValue"]?.isNull == false
            return Input(
                name: input["name"]?.stringValue ?? "", type: type, isRequired: type.hasSuffix("!") && !hasDefault)
        }
    }

    private static func text(_ type: JSON?) -> String {
        switch type?["kind"]?.stringValue {
        case "NON_NULL": text(type?["ofType"]) + "!"
        case "LIST": "[\(text(type?["ofType"]))]"
        default: type?["name"]?.stringValue ?? ""
        }
    }
}
