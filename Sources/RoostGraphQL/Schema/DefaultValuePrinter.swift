import RoostJSON

/// Prints coerced values in GraphQL syntax, as introspection and the schema language show defaults.
struct DefaultValuePrinter {
    let model: SchemaModel

    func text(of value: JSON, _ type: TypeReference) -> String {
        if type.isNonNull { return text(of: value, type.inner) }
        if value.isNull { return "null" }
        if type.isList {
            guard case .array(let items) = value else { return text(of: value, type.inner) }
            return "[\(items.map { text(of: $0, type.inner) }.joined(separator: ", "))]"
        }
        switch (model.named(type).kind, value) {
        case (.input(let record), .object(let members)):
            let fields = record.fields.compactMap { field in
                members[field.name].map { "\(field.name): \(text(of: $0, field.type))" }
            }
            return "{\(fields.joined(separator: ", "))}"
        case (.enumeration, .string(let name)): return name
        case (.scalar(let record), .string(let text)):
            if case .builtin(.id) = record.coerceInput, Int64(text)?.description == text { return text }
            return Value.Kind.quoted(text)
        default: return untyped(value)
        }
    }

    private func untyped(_ value: JSON) -> String {
        switch value {
        case .string(let text): return Value.Kind.quoted(text)
        case .number(let number):
            let text = number.description
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        case .array(let items): return "[\(items.map(untyped).joined(separator: ", "))]"
        case .object(let members):
            return "{\(members.map { "\($0): \(untyped($1))" }.joined(separator: ", "))}"
        default: return value.text
        }
    }
}
