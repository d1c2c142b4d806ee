/// A directive that documents or the schema may use.
struct DirectiveDefinition: Sendable {
    let name: String
    let description: String
    let locations: [DirectiveLocation]
    let arguments: [InputValue]
}

/// Where a directive may stand.
enum DirectiveLocation: String, Sendable, CaseIterable {
    case query = "QUERY"
    case mutation = "MUTATION"
    case subscription = "SUBSCRIPTION"
    case field = "FIELD"
    case fragmentDefinition = "FRAGMENT_DEFINITION"
    case fragmentSpread = "FRAGMENT_SPREAD"
    case inlineFragment = "INLINE_FRAGMENT"
    case variableDefinition = "VARIABLE_DEFINITION"
    case schema = "SCHEMA"
    case scalar = "SCALAR"
    case object = "OBJECT"
    case fieldDefinition = "FIELD_DEFINITION"
    case argumentDefinition = "ARGUMENT_DEFINITION"
    case interface = "INTERFACE"
    case union = "UNION"
    case `enum` = "ENUM"
    case enumValue = "ENUM_VALUE"
    case inputObject = "INPUT_OBJECT"
    case inputFieldDefinition = "INPUT_FIELD_DEFINITION"
}

extension DirectiveDefinition {
    /// The reason that `@deprecated` gives when none is written.
    static let defaultDeprecation = "No longer supported"

    /// The directives of every schema.
    static func specified(boolean: Int, string: Int) -> [DirectiveDefinition] {
        let condition = TypeReference(named: boolean).required
        let requiredText = TypeReference(named: string).required
        func argument(_ name: String, _ type: TypeReference, _ description: String) -> InputValue {
            InputValue(name: name, description: description, type: type, defaultValue: nil, deprecation: nil)
        }
        let executable: [DirectiveLocation] = [.field, .fragmentSpread, .inlineFragment]
        return [
            DirectiveDefinition(
                name: "include",
                description:
                    "Directs the executor to include this field or fragment only when the `if` argument is true.",
                locations: executable, arguments: [argument("if", condition, "Included when true.")]),
            DirectiveDefinition(
                name: "skip",
                description: "Directs the executor to skip this field or fragment when the `if` argument is true.",
                locations: executable, arguments: [argument("if", condition, "Skipped when true.")]),
            DirectiveDefinition(
                name: "deprecated",
                description: "Marks an element of a GraphQL schema as no longer supported.",
                locations: [.fieldDefinition, .argumentDefinition, .inputFieldDefinition, .enumValue],
                arguments: [
                    InputValue(
                        name: "reason",
                        description:
                            "Explains why this element was deprecated, usually also including a suggestion for how to"
                            + " access supported similar data. Formatted using the Markdown syntax, as specified by"
                            + " [CommonMark](https://commonmark.org/).",
                        type: TypeReference(named: string), defaultValue: .string(defaultDeprecation),
                        deprecation: nil)
                ]),
            DirectiveDefinition(
                name: "specifiedBy",
                description: "Exposes a URL that specifies the behavior of this scalar.",
                locations: [.scalar],
                arguments: [argument("url", requiredText, "The URL that specifies the behavior of this scalar.")]),
            DirectiveDefinition(
                name: "oneOf",
                description: "Indicates an Input Object is a OneOf Input Object.",
                locations: [.inputObject], arguments: []),
        ]
    }
}
