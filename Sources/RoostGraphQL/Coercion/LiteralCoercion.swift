import RoostJSON

/// Turns literals into values of their types. Nil stands for "not a value of this type".
struct LiteralCoercion {
    let model: SchemaModel
    let variables: [String: JSON]

    init(model: SchemaModel, variables: [String: JSON] = [:]) {
        self.model = model
        self.variables = variables
    }

    func coerce(_ literal: Value, to type: TypeReference) -> JSON? {
        if case .variable(let name) = literal.kind {
            guard let value = variables[name], !(value.isNull && type.isNonNull) else { return nil }
            return value
        }
        if type.isNonNull { return literal.isNull ? nil : coerce(literal, to: type.inner) }
        if literal.isNull { return .null }
        if type.isList { return coerceList(literal, itemType: type.inner) }
        switch model.named(type).kind {
        case .input(let record): return coerceObject(literal, record)
        case .enumeration(let record):
            guard case .enumeration(let name) = literal.kind, record.names.contains(name) else { return nil }
            return .string(name)
        case .scalar(let record):
            switch record.coerceInput {
            case .builtin(let scalar): return try? scalar.coerce(literal)
            case .custom(let coerce): return try? coerce(untyped(literal))
            }
        case .object, .interface, .union: return nil
        }
    }

    /// A single value stands for a list of one.
    private func coerceList(_ literal: Value, itemType: TypeReference) -> JSON? {
        guard case .list(let items) = literal.kind else {
            return coerce(literal, to: itemType).map { .array([$0]) }
        }
        var values: [JSON] = []
        values.reserveCapacity(items.count)
        for item in items {
            if isMissingVariable(item) {
                if itemType.isNonNull { return nil }
                values.append(.null)
            } else {
                guard let value = coerce(item, to: itemType) else { return nil }
                values.append(value)
            }
        }
        return .array(values)
    }

    private func coerceObject(_ literal: Value, _ record: InputRecord) -> JSON? {
        guard case .object(let nodes) = literal.kind else { return nil }
        let given = Dictionary(nodes.map { ($0.name.text, $0.value) }, uniquingKeysWith: { $1 })
        var values = JSONObject()
        for field in record.fields {
            guard let node = given[field.name], !isMissingVariable(node) else {
                if let defaultValue = field.defaultValue {
                    values[field.name] = defaultValue
                } else if field.type.isNonNull {
                    return nil
                }
                continue
            }
            guard let value = coerce(node, to: field.type) else { return nil }
            values[field.name] = value
        }
        if record.isOneOf, values.count != 1 || values.values.contains(.null) { return nil }
        return .object(values)
    }

    private func isMissingVariable(_ literal: Value) -> Bool {
        if case .variable(let name) = literal.kind { variables[name] == nil } else { false }
    }

    /// The value of a literal whose scalar reads any JSON.
    func untyped(_ literal: Value) -> JSON {
        switch literal.kind {
        case .variable(let name): variables[name] ?? .null
        case .int(let digits): Int64(digits).map(JSON.int) ?? .number(Double(digits) ?? .nan)
        case .float(let number): .number(Double(number) ?? .nan)
        case .string(let text, _), .enumeration(let text): .string(text)
        case .boolean(let value): .bool(value)
        case .null: .null
        case .list(let items): .array(items.map(untyped))
        case .object(let fields):
            .object(
                JSONObject(
                    fields.filter { !isMissingVariable($0.value) }.map { ($0.name.text, untyped($0.value)) },
                    uniquingKeysWith: { $1 }))
        }
    }
}
