import Foundation
import RoostJSON

/// Turns encodable values into config members.
enum ConfigEncoding {
    /// The members of a value that encodes itself as an object.
    static func members(of value: some Encodable) throws(UsageError) -> [(key: String, value: RunValue)] {
        let json = try json(of: value)
        guard case .object(let members) = json.runValue else {
            throw UsageError(
                argument: "config", value: String(describing: type(of: value)),
                problem: "it encodes itself as a single value or a list, not as an object with keys",
                remedy: "Give a type with properties, or a dictionary.")
        }
        return members
    }

    /// A value as JSON; not-a-number and the infinities become the texts of those names.
    static func json(of value: some Encodable) throws(UsageError) -> JSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        do {
            return try JSON(parsing: Array(try encoder.encode(value)))
        } catch {
            throw UsageError(
                argument: "config", value: String(describing: type(of: value)),
                problem: "it cannot be encoded (\(error))", remedy: "Give a type whose properties are all encodable.")
        }
    }
}
