import RoostJSON

extension BuiltinScalar {
    /// Checks a resolved value, never null, and brings it into the scalar's form.
    func serialize(_ value: JSON) throws(ScalarError) -> JSON {
        switch self {
        case .int: try serializeInt(value)
        case .float: try serializeFloat(value)
        case .string: try serializeString(value)
        case .boolean: try serializeBoolean(value)
        case .id: try serializeID(value)
        }
    }

    private func serializeInt(_ value: JSON) throws(ScalarError) -> JSON {
        let number: Int64? =
            switch value {
            case .bool(let value): value ? 1 : 0
            case .int(let number): number
            case .number(let number): Int64(exactly: number)
            case .string(let text): Int64(text)
            default: nil
            }
        guard let number else {
            throw ScalarError("Int cannot represent non-integer value: \(value.inspected)")
        }
        guard Int32(exactly: number) != nil else {
            throw ScalarError("Int cannot represent non 32-bit signed integer value: \(value.inspected)")
        }
        return .int(number)
    }

    private func serializeFloat(_ value: JSON) throws(ScalarError) -> JSON {
        let number: Double? =
            switch value {
            case .bool(let value): value ? 1 : 0
            case .int(let number): Double(number)
            case .number(let number): number
            case .string(let text): Double(text)
            default: nil
            }
        guard let number, number.isFinite else {
            throw ScalarError("Float cannot represent non numeric value: \(value.inspected)")
        }
        return .number(number)
    }

    private func serializeString(_ value: JSON) throws(ScalarError) -> JSON {
        switch value {
        case .string: return value
        case .bool(let value): return .string(value ? "true" : "false")
        case .int(let number): return .string(number.description)
        case .number(let number) where number.isFinite: return .string(number.description)
        default: throw ScalarError("String cannot represent value: \(value.inspected)")
        }
    }

    private func serializeBoolean(_ value: JSON) throws(ScalarError) -> JSON {
        switch value {
        case .bool: return value
        case .int(let number): return .bool(number != 0)
        case .number(let number) where number.isFinite: return .bool(number != 0)
        default: throw ScalarError("Boolean cannot represent a non boolean value: \(value.inspected)")
        }
    }

    private func serializeID(_ value: JSON) throws(ScalarError) -> JSON {
        switch value {
        case .string: return value
        case .int(let number): return .string(number.description)
        case .number(let number):
            if let whole = Int64(exactly: number) { return .string(whole.description) }
        default: break
        }
        throw ScalarError("ID cannot represent value: \(value.inspected)")
    }
}
