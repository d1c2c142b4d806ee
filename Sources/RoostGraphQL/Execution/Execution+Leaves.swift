import RoostJSON

extension Execution {
    /// Writes a value of a scalar or an enum or of lists of it.
    mutating func writeLeaf(
        _ value: Resolved, _ type: TypeReference, _ field: PlannedField
    ) throws(GraphQLError) {
        switch value {
        case .null, .leaf(.null):
            if type.isNonNull { throw nullError(field) }
            writer.write(raw: "null")
        case .rawJSON(let text): writer.write(raw: text)
        case .list(let items) where type.nullable.isList:
            try writeLeaves(items, itemType: type.nullable.inner, field)
        case .leaf(.array(let items)) where type.nullable.isList:
            try writeLeaves(items.map(\.resolved), itemType: type.nullable.inner, field)
        case _ where type.nullable.isList: throw noListError(field)
        default:
            do {
                try writer.write(value, as: field.type)
            } catch {
                throw GraphQLError(ScalarError.text(of: error))
            }
        }
    }

    private mutating func writeLeaves(
        _ items: [Resolved], itemType: TypeReference, _ field: PlannedField
    ) throws(GraphQLError) {
        try checkProgress()
        writer.bytes.append(UInt8(ascii: "["))
        let depth = path.count
        for (index, item) in items.enumerated() {
            if index > 0 { writer.bytes.append(UInt8(ascii: ",")) }
            let start = writer.bytes.count
            path.append(.index(index))
            do {
                try writeLeaf(item, itemType, field)
            } catch {
                let located = located(error, field)
                path.removeSubrange(depth...)
                try recover(located, isNonNull: itemType.isNonNull, start: start)
                continue
            }
            path.removeLast()
        }
        writer.bytes.append(UInt8(ascii: "]"))
    }
}

extension JSONWriter {
    /// Writes a value of a scalar or an enum, checked; it is neither null nor text that is JSON already.
    fileprivate mutating func write(_ value: Resolved, as type: NamedType) throws {
        switch type.kind {
        case .scalar(let record):
            switch record.coerceInput {
            case .builtin(let scalar): try write(value, as: scalar)
            case .custom: try write(value, as: record)
            }
        case .enumeration(let record):
            if case .string(let name) = value, record.names.contains(name) {
                write(string: name)
            } else if case .leaf(.string(let name)) = value, record.names.contains(name) {
                write(string: name)
            } else {
                throw ScalarError("Enum '\(type.name)' cannot represent value: \(value.summary)")
            }
        default: throw ScalarError("Type '\(type.name)' is no leaf.")
        }
    }

    private mutating func write(_ value: Resolved, as scalar: BuiltinScalar) throws(ScalarError) {
        switch (scalar, value) {
        case (.string, .string(let text)), (.id, .string(let text)): write(string: text)
        case (.boolean, .bool(let value)): write(raw: value ? "true" : "false")
        case (.int, .int(let number)) where Int32(exactly: number) != nil: write(number)
        case (.float, .double(let number)) where number.isFinite: write(number)
        default:
            guard let json = value.json else {
                throw ScalarError("\(scalar.rawValue) cannot represent value: \(value.summary)")
            }
            write(try scalar.serialize(json))
        }
    }

    private mutating func write(_ value: Resolved, as record: ScalarRecord) throws {
        if let coerce = record.coerceOutput {
            guard let json = value.json else { throw ScalarError("No JSON value: \(value.summary)") }
            write(try coerce(json))
            return
        }
        switch value {
        case .string(let text): write(string: text)
        case .int(let number): write(number)
        case .double(let number): write(number)
        case .bool(let value): write(raw: value ? "true" : "false")
        default:
            guard let json = value.json else { throw ScalarError("No JSON value: \(value.summary)") }
            write(json)
        }
    }
}

extension Resolved {
    /// The value as JSON; nil where an object or text that is JSON already is in it.
    var json: JSON? {
        switch self {
        case .null: return .null
        case .string(let text): return .string(text)
        case .int(let number): return .int(number)
        case .double(let number): return .number(number)
        case .bool(let value): return .bool(value)
        case .leaf(let value): return value
        case .rawJSON, .object: return nil
        case .list(let items):
            let elements = items.compactMap(\.json)
            return elements.count == items.count ? JSON.array(elements) : nil
        }
    }

    /// The value as messages show it.
    var summary: String {
        switch self {
        case .object(let object): "<\(Swift.type(of: object)) instance>"
        case .rawJSON: "<RawJSON instance>"
        default: json?.inspected ?? "[...]"
        }
    }
}
