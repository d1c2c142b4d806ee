import RoostJSON

/// The scalars of every schema.
enum BuiltinScalar: String, CaseIterable, Sendable {
    case int = "Int"
    case float = "Float"
    case string = "String"
    case boolean = "Boolean"
    case id = "ID"

    var description: String {
        switch self {
        case .int:
            "The `Int` scalar type represents non-fractional signed whole numeric values."
                + " Int can represent values between -(2^31) and 2^31 - 1."
        case .float:
            "The `Float` scalar type represents signed double-precision fractional values as specified by"
                + " [IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point)."
        case .string:
            "The `String` scalar type represents textual data, represented as UTF-8 character sequences."
                + " The String type is most often used by GraphQL to represent free-form human-readable text."
        case .boolean: "The `Boolean` scalar type represents `true` or `false`."
        case .id:
            "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a"
                + " cache. The ID type appears in a JSON response as a String; however, it is not intended to be"
                + " human-readable. When expected as an input type, any string (such as `\"4\"`) or integer"
                + " (such as `4`) input value will be accepted as an ID."
        }
    }

    /// Reads a variable's value.
    func coerce(_ value: JSON) throws(ScalarError) -> JSON {
        switch (self, value) {
        case (.int, .int(let number)):
            guard Int32(exactly: number) != nil else {
                throw ScalarError("Int cannot represent non 32-bit signed integer value: \(value.inspected)")
            }
            return value
        case (.int, .number(let number)) where number.isFinite && number.rounded() == number:
            guard let whole = Int32(exactly: number) else {
                throw ScalarError("Int cannot represent non 32-bit signed integer value: \(value.inspected)")
            }
            return .int(Int64(whole))
        case (.float, .int(let number)): return .number(Double(number))
        case (.float, .number(let number)) where number.isFinite: return value
        case (.string, .string), (.boolean, .bool), (.id, .string): return value
        case (.id, .int(let number)): return .string(String(number))
        case (.id, .number(let number)) where Int64(exactly: number) != nil:
            return .string(String(Int64(number)))
        case (.int, _): throw ScalarError("Int cannot represent non-integer value: \(value.inspected)")
        case (.float, _): throw ScalarError("Float cannot represent non numeric value: \(value.inspected)")
        case (.string, _): throw ScalarError("String cannot represent a non string value: \(value.inspected)")
        case (.boolean, _): throw ScalarError("Boolean cannot represent a non boolean value: \(value.inspected)")
        case (.id, _): throw ScalarError("ID cannot represent value: \(value.inspected)")
        }
    }

    /// Reads a literal.
    func coerce(_ literal: Value) throws(ScalarError) -> JSON {
        switch (self, literal.kind) {
        case (.int, .int(let digits)):
            guard let number = Int32(digits) else {
                throw ScalarError("Int cannot represent non 32-bit signed integer value: \(digits)")
            }
            return .int(Int64(number))
        case (.float, .int(let text)), (.float, .float(let text)): return .number(Double(text) ?? .infinity)
        case (.string, .string(let text, _)), (.id, .string(let text, _)), (.id, .int(let text)):
            return .string(text)
        case (.boolean, .boolean(let value)): return .bool(value)
        case (.int, _): throw ScalarError("Int cannot represent non-integer value: \(literal.text)")
        case (.float, _): throw ScalarError("Float cannot represent non numeric value: \(literal.text)")
        case (.string, _): throw ScalarError("String cannot represent a non string value: \(literal.text)")
        case (.boolean, _): throw ScalarError("Boolean cannot represent a non boolean value: \(literal.text)")
        case (.id, _):
            throw ScalarError("ID cannot represent a non-string and non-integer value: \(literal.text)")
        }
    }
}
