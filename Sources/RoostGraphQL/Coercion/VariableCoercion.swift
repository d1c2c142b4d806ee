import RoostJSON

/// Turns the values that a request gives for its variables into values of the variables' types.
struct VariableCoercion {
    let model: SchemaModel
    let document: Document
    private(set) var errors: [GraphQLError] = []

    /// The coerced values, defaults filled in; variables without value and default stay absent.
    ///
    /// - Throws: every fault found, up to a bound.
    static func coerce(
        _ values: JSONObject, for operation: OperationDefinition, in document: Document, model: SchemaModel
    ) throws(RequestErrors) -> [String: JSON] {
        var coercion = VariableCoercion(model: model, document: document)
        var coerced: [String: JSON] = [:]
        for definition in operation.variables {
            do {
                if let value = try coercion.coerce(values, definition) { coerced[definition.name.text] = value }
            } catch {
                throw RequestErrors(errors: coercion.errors + [error])
            }
        }
        if !coercion.errors.isEmpty { throw RequestErrors(errors: coercion.errors) }
        return coerced
    }

    private init(model: SchemaModel, document: Document) {
        self.model = model
        self.document = document
    }

    private mutating func report(_ message: String, _ definition: VariableDefinition, at offset: Int? = nil)
        throws(GraphQLError)
    {
        if errors.count >= FixedLimits.variableErrors {
            throw GraphQLError(
                "Too many errors processing variables, error limit reached. Execution aborted.")
        }
        errors.append(document.error(message, at: offset ?? definition.offset))
    }

    private mutating func coerce(
        _ values: JSONObject, _ definition: VariableDefinition
    ) throws(GraphQLError) -> JSON? {
        let name = definition.name.text
        guard let type = model.reference(definition.type), model.named(type).isInput else {
            try report(
                "Variable '$\(name)' expected value of type '\(definition.type.text)'"
                    + " which cannot be used as an input type.", definition, at: definition.type.offset)
            return nil
        }
        guard let value = values[name] else {
            if let literal = definition.defaultValue {
                return LiteralCoercion(model: model).coerce(literal, to: type)
            }
            if type.isNonNull {
                try report("Variable '$\(name)' of required type '\(model.text(type))' was not provided.", definition)
            }
            return nil
        }
        if value.isNull, type.isNonNull {
            try report(
                "Variable '$\(name)' of non-null type '\(model.text(type))' must not be null.", definition)
            return nil
        }
        return try coerce(value, to: type, path: "", definition)
    }

    private mutating func refuse(
        _ value: JSON, _ why: String, path: String, _ definition: VariableDefinition
    ) throws(GraphQLError) {
        let name = definition.name.text
        let place = path.isEmpty ? "" : " at '\(name)\(path)'"
        try report("Variable '$\(name)' got invalid value \(value.inspected)\(place); \(why)", definition)
    }

    /// Nil when the value was refused.
    private mutating func coerce(
        _ value: JSON, to type: TypeReference, path: String, _ definition: VariableDefinition
    ) throws(GraphQLError) -> JSON? {
        if type.isNonNull {
            if !value.isNull { return try coerce(value, to: type.inner, path: path, definition) }
            try refuse(
                value, "Expected non-nullable type '\(model.text(type))' not to be None.", path: path, definition)
            return nil
        }
        if value.isNull { return .null }
        if type.isList {
            guard case .array(let items) = value else {
                // A single value stands for a list of one.
                return try coerce(value, to: type.inner, path: path, definition).map { .array([$0]) }
            }
            var coerced: [JSON] = []
            coerced.reserveCapacity(items.count)
            for (index, item) in items.enumerated() {
                let element = try coerce(item, to: type.inner, path: "\(path)[\(index)]", definition)
                if let element { coerced.append(element) }
            }
            return .array(coerced)
        }
        let named = model.named(type)
        switch named.kind {
        case .input(let record): return try coerce(value, named, record, path: path, definition)
        case .enumeration(let record):
            guard case .string(let name) = value else {
                let shown = value.inspected
                try refuse(
                    value,
                    "Enum '\(named.name)' cannot represent non-string value: \(shown)."
                        + Suggestions.didYouMean(
                            Suggestions.similar(to: shown, in: record.values.map(\.name)), "the enum value"),
                    path: path, definition)
                return nil
            }
            if record.names.contains(name) { return value }
            try refuse(
                value,
                "Value '\(name)' does not exist in '\(named.name)' enum."
                    + Suggestions.didYouMean(
                        Suggestions.similar(to: name, in: record.values.map(\.name)), "the enum value"),
                path: path, definition)
            return nil
        case .scalar(let record):
            do {
                switch record.coerceInput {
                case .builtin(let scalar): return try scalar.coerce(value)
                case .custom(let coerce):
                    do {
                        return try coerce(value)
                    } catch {
                        throw ScalarError("Expected type '\(named.name)'. \(ScalarError.text(of: error))")
                    }
                }
            } catch {
                try refuse(value, ScalarError.text(of: error), path: path, definition)
                return nil
            }
        case .object, .interface, .union: return nil
        }
    }

    private mutating func coerce(
        _ value: JSON, _ type: NamedType, _ record: InputRecord, path: String, _ definition: VariableDefinition
    ) throws(GraphQLError) -> JSON? {
        guard case .object(let members) = value else {
            try refuse(value, "Expected type '\(type.name)' to be a mapping.", path: path, definition)
            return nil
        }
        var coerced = JSONObject()
        for field in record.fields {
            if let member = members[field.name] {
                coerced[field.name] = try coerce(
                    member, to: field.type, path: "\(path).\(field.name)", definition)
            } else if let defaultValue = field.defaultValue {
                coerced[field.name] = defaultValue
            } else if field.type.isNonNull {
                try refuse(
                    value, "Field '\(field.name)' of required type '\(model.text(field.type))' was not provided.",
                    path: path, definition)
            }
        }
        for name in members.keys where record[name] == nil {
            let similar = Suggestions.similar(to: name, in: record.fields.map(\.name))
            try refuse(
                value,
                "Field '\(name)' is not defined by type '\(type.name)'." + Suggestions.didYouMean(similar),
                path: path, definition)
        }
        if record.isOneOf {
            if record.fields.count(where: { members[$0.name] != nil }) != 1 {
                try refuse(
                    value, "Exactly one key must be specified for OneOf type '\(type.name)'.", path: path, definition)
            } else if let (name, member) = coerced.elements.first, member.isNull {
                try refuse(member, "Field '\(name)' must be non-null.", path: "\(path).\(name)", definition)
            }
        }
        return .object(coerced)
    }
}
