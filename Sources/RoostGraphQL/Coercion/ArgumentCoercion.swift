import RoostJSON

/// Turns the arguments that a document writes into values of their declared types.
struct ArgumentCoercion {
    let model: SchemaModel
    let document: Document
    let variables: [String: JSON]

    /// - Parameter offset: where the field or directive stands, for messages.
    /// - Throws: an error at the place of the first argument that has no value of its type.
    func coerce(
        _ nodes: [Argument], _ definitions: [InputValue], at offset: Int
    ) throws(GraphQLError) -> JSONObject {
        var values = JSONObject()
        if definitions.isEmpty { return values }
        for definition in definitions {
            let name = definition.name
            guard let value = nodes.last(where: { $0.name.text == name })?.value else {
                if let defaultValue = definition.defaultValue {
                    values[name] = defaultValue
                } else if definition.type.isNonNull {
                    throw document.error(
                        "Argument '\(name)' of required type '\(model.text(definition.type))' was not provided.",
                        at: offset)
                }
                continue
            }
            var isNull = value.isNull
            if case .variable(let variable) = value.kind {
                guard let given = variables[variable] else {
                    if let defaultValue = definition.defaultValue {
                        values[name] = defaultValue
                    } else if definition.type.isNonNull {
                        throw document.error(
                            "Argument '\(name)' of required type '\(model.text(definition.type))' was provided the"
                                + " variable '$\(variable)' which was not provided a runtime value.",
                            at: value.offset)
                    }
                    continue
                }
                isNull = given.isNull
            }
            if isNull, definition.type.isNonNull {
                throw document.error(
                    "Argument '\(name)' of non-null type '\(model.text(definition.type))' must not be null.",
                    at: value.offset)
            }
            guard let coerced = LiteralCoercion(model: model, variables: variables).coerce(value, to: definition.type)
            else {
                throw document.error("Argument '\(name)' has invalid value \(value.text).", at: value.offset)
            }
            values[name] = coerced
        }
        return values
    }
}
