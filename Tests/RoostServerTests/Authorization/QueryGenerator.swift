import RoostGraphQL
import RoostJSON

/// Writes queries that together ask for every field of the schema.
struct QueryGenerator {
    let map: SchemaMap
    let arguments: PlantedArguments
    /// Fields that stand in some query.
    private(set) var covered: Set<FieldCoordinate> = []
    /// Required arguments and inputs that have no value: a gap of the table of arguments.
    private(set) var unknown: Set<String> = []

    init(map: SchemaMap, arguments: PlantedArguments) {
        self.map = map
        self.arguments = arguments
    }

    // MARK: Queries

    /// A query for each field of `Query`, and one for each type that those do not reach deeply enough.
    mutating func queries() -> [String] {
        var queries: [String] = []
        for field in map.types["Query"]?.fields ?? [] {
            queries.append("{ \(selected(field, of: "Query", levels: 2)) }")
        }
        for (type, path) in paths().sorted(by: { $0.key < $1.key }) {
            for field in map.types[type]?.fields ?? [] {
                var text = selected(field, of: type, levels: 1)
                for step in path.reversed() { text = "\(step) { __typename \(text) }" }
                queries.append("{ \(text) }")
            }
        }
        return queries
    }

    /// For each object type the shortest way there from the root, as fields with their arguments.
    private mutating func paths() -> [String: [String]] {
        var paths: [String: [String]] = ["Query": []]
        var next = ["Query"]
        while !next.isEmpty {
            let types = next
            next = []
            for type in types {
                for field in map.types[type]?.fields ?? [] {
                    guard let target = map.types[field.typeName], target.isComposite else { continue }
                    let step = "\(field.name)\(written(field, of: type))"
                    let ends = target.kind == "OBJECT" ? [field.typeName] : target.possibleTypes
                    for end in ends where paths[end] == nil {
                        let fragment = target.kind == "OBJECT" ? [] : ["... on \(end)"]
                        paths[end] = (paths[type] ?? []) + [step] + fragment
                        next.append(end)
                    }
                }
            }
        }
        paths["Query"] = nil
        return paths
    }

    // MARK: Selections

    /// A field with its arguments and what is selected of its value.
    mutating func selected(_ field: SchemaMap.Field, of type: String, levels: Int) -> String {
        covered.insert(FieldCoordinate(typeName: type, fieldName: field.name))
        let head = "\(field.name)\(written(field, of: type))"
        guard map.types[field.typeName]?.isComposite == true else { return head }
        return "\(head) { \(selection(of: field.typeName, levels: levels)) }"
    }

    /// Everything of a type, as many levels of objects deep as are asked for; pages do not count as one.
    mutating func selection(of type: String, levels: Int) -> String {
        guard let kind = map.types[type] else { return "__typename" }
        guard kind.kind == "OBJECT" else {
            // Two possible types may give one name to fields of different types.
            return "__typename "
                + kind.possibleTypes.enumerated().map { index, possible in
                    let fields = (map.types[possible]?.fields ?? []).compactMap { field -> String? in
                        guard map.types[field.typeName]?.isComposite != true else { return nil }
                        return "t\(index)_\(field.name): \(selected(field, of: possible, levels: 0))"
                    }
                    return "... on \(possible) { \(fields.joined(separator: " ")) }"
                }.joined(separator: " ")
        }
        let isPage = type.hasSuffix("Connection") || type.hasSuffix("Edge")
        var parts = ["__typename"]
        for field in kind.fields {
            let isComposite = map.types[field.typeName]?.isComposite == true
            guard !isComposite || isPage || levels > 0 else { continue }
            parts.append(selected(field, of: type, levels: isPage || !isComposite ? levels : levels - 1))
        }
        return parts.joined(separator: " ")
    }

    private mutating func written(_ field: SchemaMap.Field, of type: String) -> String {
        var parts: [String] = []
        for argument in field.arguments {
            if let value = arguments.argument(type, field.name, argument.name) {
                parts.append("\(argument.name): \(Self.literal(value))")
            } else if argument.isRequired {
                unknown.insert("\(type).\(field.name)(\(argument.name):)")
            }
        }
        return parts.isEmpty ? "" : "(\(parts.joined(separator: ", ")))"
    }

    private static func literal(_ value: JSON) -> String {
        switch value {
        case .array(let list): "[\(list.map(literal).joined(separator: ", "))]"
        case .object(let object): "{\(object.map { "\($0): \(literal($1))" }.joined(separator: ", "))}"
        default: value.text
        }
    }

    // MARK: Mutations

    struct Mutation: Sendable {
        let name: String
        let text: String
        /// Ways to say what is meant: everything, only what is required, and everything but one thing.
        let inputs: [JSONObject]

        /// Whether an input leaves out the team, so that it is about the caller's own entity, where everybody may write.
        func isAboutCaller(_ input: JSONObject) -> Bool { inputs[0]["entityName"] != nil && input["entityName"] == nil }

        /// Whether an input leaves out the project, so that it is about one that does not exist.
        func isAboutProject(_ input: JSON?) -> Bool {
            inputs[0]["projectName"] == nil || input?["projectName"] != nil
        }
    }

    mutating func mutations() -> [Mutation] {
        (map.types["Mutation"]?.fields ?? []).map { field in
            let type = field.arguments.first { $0.name == "input" }?.typeName ?? ""
            covered.insert(FieldCoordinate(typeName: "Mutation", fieldName: field.name))
            let payload = selection(of: field.typeName, levels: 2)
            return Mutation(
                name: field.name, text: "mutation($input: \(type)!) { \(field.name)(input: $input) { \(payload) } }",
                inputs: inputs(field.name, type))
        }
    }

    private mutating func inputs(_ mutation: String, _ type: String) -> [JSONObject] {
        var full: JSONObject = [:]
        var least: JSONObject = [:]
        for input in map.types[type]?.inputs ?? [] where input.name != "clientMutationId" {
            let value = value(mutation, type, input)
            full[input.name] = value
            guard input.isRequired else { continue }
            if value == nil { unknown.insert("\(mutation) \(type).\(input.name)") }
            least[input.name] = value
        }
        let optional = full.keys.filter { least[$0] == nil }
        return [full, least] + optional.map { name in full.filter { $0.key != name } }
    }

    private mutating func value(_ mutation: String, _ type: String, _ input: SchemaMap.Input) -> JSON? {
        let known = arguments.input(mutation, type, input.name)
        guard let nested = map.types[input.typeName], nested.kind == "INPUT_OBJECT" else { return known }
        if let known, known.arrayValue?.first?.objectValue != nil { return known }
        let object = inputs(mutation, input.typeName)[0]
        return input.type.hasPrefix("[") ? [.object(object)] : .object(object)
    }
}
