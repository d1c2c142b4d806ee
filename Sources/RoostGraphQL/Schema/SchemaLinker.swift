import RoostJSON

/// Looks up the names that declarations mention, and notes the default values to be worked out.
struct SchemaLinker {
    let ids: [String: Int]
    /// The defaults worked out so far, by coordinate.
    let defaults: [String: JSON]
    private(set) var literals: [(coordinate: String, literal: Value, type: TypeReference)] = []
    private(set) var problems: [String] = []

    init(ids: [String: Int], defaults: [String: JSON]) {
        self.ids = ids
        self.defaults = defaults
    }

    mutating func id(_ name: String, in place: String) -> Int? {
        if let id = ids[name] { return id }
        problems.append(
            "\(place) mentions the unknown type '\(name)'."
                + Suggestions.didYouMean(Suggestions.similar(to: name, in: Array(ids.keys))))
        return nil
    }

    mutating func field(_ syntax: FieldSyntax, in type: String, cost: Int, index: Int) -> OutputField? {
        let coordinate = "\(type).\(syntax.name.text)"
        guard let reference = reference(syntax.type, in: coordinate) else { return nil }
        return OutputField(
            name: syntax.name.text, description: syntax.description,
            arguments: syntax.arguments.compactMap { input($0, "\(coordinate)(\($0.name.text):)") },
            type: reference, deprecation: Self.deprecation(syntax.directives), cost: cost, index: index)
    }

    mutating func input(_ syntax: InputSyntax, _ coordinate: String) -> InputValue? {
        guard let type = reference(syntax.type, in: coordinate) else { return nil }
        if let literal = syntax.defaultValue { literals.append((coordinate, literal, type)) }
        return InputValue(
            name: syntax.name.text, description: syntax.description, type: type,
            defaultValue: defaults[coordinate], deprecation: Self.deprecation(syntax.directives))
    }

    private mutating func reference(_ node: TypeNode, in coordinate: String) -> TypeReference? {
        guard let id = id(node.name.text, in: coordinate) else { return nil }
        guard let reference = TypeReference(node, named: id) else {
            problems.append("The type of \(coordinate) has more than \(FixedLimits.typeWrappers) wrappers.")
            return nil
        }
        return reference
    }

    /// The reason of a `@deprecated` among the directives.
    static func deprecation(_ directives: [Directive]) -> String? {
        guard let directive = directives.first(where: { $0.name.text == "deprecated" }) else { return nil }
        guard let reason = directive.arguments.first, case .string(let text, _) = reason.value.kind else {
            return DirectiveDefinition.defaultDeprecation
        }
        return text
    }
}
