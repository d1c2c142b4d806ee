import RoostJSON

/// Rules about literals.
extension Validator {
    /// Whether a literal is one of its type; reports at the place of the literal.
    mutating func check(_ value: Value, type: TypeReference?) throws(ValidationAbort) {
        guard let type else { return }
        let named = model.named(type)
        switch named.kind {
        case .scalar(let record):
            switch record.coerceInput {
            case .builtin(let scalar):
                do {
                    _ = try scalar.coerce(value)
                } catch {
                    try report(error.message, at: value.offset)
                }
            case .custom(let coerce):
                do {
                    _ = try coerce(LiteralCoercion(model: model).untyped(value))
                } catch {
                    try report(
                        "Expected value of type '\(model.text(type))', found \(value.text);"
                            + " \(ScalarError.text(of: error))", at: value.offset)
                }
            }
        case .enumeration(let record): try check(value, named, record)
        default:
            try report(
                "Expected value of type '\(model.text(type))', found \(value.text).", at: value.offset)
        }
    }

    private mutating func check(_ value: Value, _ type: NamedType, _ record: EnumRecord) throws(ValidationAbort) {
        let shown = value.text
        let suggestion = {
            Suggestions.didYouMean(Suggestions.similar(to: shown, in: record.values.map(\.name)), "the enum value")
        }
        guard case .enumeration(let name) = value.kind else {
            try report(
                "Enum '\(type.name)' cannot represent non-enum value: \(shown)." + suggestion(), at: value.offset)
            return
        }
        if !record.names.contains(name) {
            try report("Value '\(name)' does not exist in '\(type.name)' enum." + suggestion(), at: value.offset)
        }
    }

    /// Whether an input object gives what its type requires.
    mutating func checkFields(
        of value: Value, _ fields: [Value.ObjectField], _ type: NamedType, _ record: InputRecord
    ) throws(ValidationAbort) {
        for field in record.fields
        where field.isRequired && !fields.contains(where: { $0.name.text == field.name }) {
            try report(
                "Field '\(type.name).\(field.name)' of required type '\(model.text(field.type))' was not provided.",
                at: value.offset)
        }
        if record.isOneOf { try checkOneOf(value, fields, type) }
    }

    private mutating func checkOneOf(
        _ value: Value, _ fields: [Value.ObjectField], _ type: NamedType
    ) throws(ValidationAbort) {
        guard let field = fields.last, Set(fields.map(\.name.text)).count == 1 else {
            try report("OneOf Input Object '\(type.name)' must specify exactly one key.", at: value.offset)
            return
        }
        if field.value.isNull {
            try report("Field '\(type.name).\(field.name.text)' must be non-null.", at: value.offset)
        }
    }

    mutating func reportUnknownField(
        _ field: Value.ObjectField, of type: NamedType, _ record: InputRecord
    ) throws(ValidationAbort) {
        let similar = Suggestions.similar(to: field.name.text, in: record.fields.map(\.name))
        try report(
            "Field '\(field.name.text)' is not defined by type '\(type.name)'." + Suggestions.didYouMean(similar),
            at: field.name.offset)
    }
}
